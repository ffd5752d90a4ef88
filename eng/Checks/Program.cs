using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Weaver.Engine;
using Weaver.Tests.Support;

namespace Weaver.Checks;

/// <summary>
/// Checks of woven assemblies that take too long for every run: <c>checks verify|ready-to-run|decompile FILE...</c> weaves
/// each file with every method gated and prints one line for it; <c>checks mutations [ROUNDS]</c> damages bodies;
/// <c>checks stress [MINUTES]</c> edits the probes of a program under load, <c>checks soak [MINUTES]</c> does so slowly, with an
/// agent that fails at random; <c>checks first-snapshot [CHANGES]</c> times changes of the configuration.
/// Ends with 1 when something was found.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["mutations", .. var rounds])
            return await MutationCheck.RunAsync(rounds.Length > 0 ? int.Parse(rounds[0], null) : 2);
        if (arguments is ["judge", var original, var mutated, .. var tokens])
            return MutationCheck.Judge(original, mutated, tokens);
        if (arguments is ["stress", .. var minutes])
            return StressCheck.Run(minutes.Length > 0 ? double.Parse(minutes[0], System.Globalization.CultureInfo.InvariantCulture) : 5);
        if (arguments is ["soak", .. var length])
            return SoakCheck.Run(length.Length > 0 ? double.Parse(length[0], System.Globalization.CultureInfo.InvariantCulture) : 120);
        if (arguments is ["first-snapshot", .. var changes])
            return FirstSnapshotCheck.Run(changes.Length > 0 ? int.Parse(changes[0], System.Globalization.CultureInfo.InvariantCulture) : 20);
        if (arguments is not [var verb and ("verify" or "ready-to-run" or "decompile"), .. var files] || files.Length == 0)
        {
            Console.Error.WriteLine("Usage: checks verify|ready-to-run|decompile FILE... or checks mutations [ROUNDS] or checks stress [MINUTES] or checks soak [MINUTES] or checks first-snapshot [CHANGES]");
            return 2;
        }

        using var folder = new TemporaryFolder();
        var found = 0;
        foreach (var file in files)
        {
            var subject = Subject.Weave(file, Path.Combine(folder, found + Path.GetFileName(file)));
            var problems = verb switch
            {
                "verify" => VerifierCheck.Run(subject),
                "decompile" => DecompilerCheck.Run(subject),
                _ => await ReadyToRunCheck.RunAsync(subject),
            };
            foreach (var problem in problems.Take(20))
                Console.WriteLine("  " + problem);

            found += problems.Count;
        }

        return found == 0 ? 0 : 1;
    }
}

/// <summary>One assembly, as it was and woven.</summary>
internal sealed record Subject(string Original, string Woven, WeaveResult Result)
{
    public string Name => Path.GetFileName(Original);

    /// <summary>Where the assemblies that it refers to are.</summary>
    public IReadOnlyList<string> Folders =>
    [
        RuntimeEnvironment.GetRuntimeDirectory(), Path.GetDirectoryName(Original)!, AppContext.BaseDirectory,
        .. Directory.EnumerateDirectories(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "Microsoft.AspNetCore.App")),
    ];

    public IEnumerable<string> References => Folders.SelectMany(f => Directory.EnumerateFiles(f, "*.dll")).DistinctBy(Path.GetFileName);

    public static Subject Weave(string original, string folder)
    {
        Directory.CreateDirectory(folder);
        var full = Path.GetFullPath(original);
        var woven = Path.Combine(folder, Path.GetFileName(full));
        var references = CompileSource.References.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(full)!, "*.dll")).Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"));
        var result = WeavingEngine.Weave(full, woven, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, references);
        return new Subject(full, woven, result);
    }
}
