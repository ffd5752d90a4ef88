using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Weaver.Explore.Hook;

/// <summary>What this process shall do, as the environment says.</summary>
/// <param name="Mode">Name of the mode: <c>shut</c>, <c>open</c>, <c>toggle</c>, <c>armed</c>, <c>snapshot</c> or <c>prepare</c>.</param>
/// <param name="Seed">Where the random numbers of <c>toggle</c> begin.</param>
/// <param name="CountsFolder">Where to leave the counters.</param>
/// <param name="Assemblies">The woven files, for <c>prepare</c>.</param>
internal sealed record Order(string Mode, int Seed, string CountsFolder, IReadOnlyList<string> Assemblies)
{
    public const string ModeVariable = "WEAVER_EXPLORE_MODE";
    public const string SeedVariable = "WEAVER_EXPLORE_SEED";
    public const string CountsVariable = "WEAVER_EXPLORE_COUNTS";
    public const string AssembliesVariable = "WEAVER_EXPLORE_ASSEMBLIES";

    public static Order FromEnvironment() => new(
        Read(ModeVariable),
        int.Parse(Read(SeedVariable), CultureInfo.InvariantCulture),
        Read(CountsVariable),
        Read(AssembliesVariable).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));

    private static string Read(string variable) => Environment.GetEnvironmentVariable(variable)
        ?? throw new InvalidOperationException($"The environment variable '{variable}' is not set. This startup hook is meant to be used by Weaver.Explore only.");
}
