using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Weaver.Tests.Support;
using Weaver.Tests.Support.RandomPrograms;

namespace Weaver.RandomPrograms;

/// <summary>
/// Weaves random programs for as long as it is told: <c>random-programs --minutes N --seed S [--out FOLDER]</c>. A program
/// that fails is saved with its seed and the reason. <c>--show SEED</c> prints one.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var options = arguments.Chunk(2).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        if (options.TryGetValue("--show", out var shown))
        {
            Console.WriteLine(ProgramGenerator.Generate(int.Parse(shown, CultureInfo.InvariantCulture)));
            return 0;
        }

        var minutes = double.Parse(options.GetValueOrDefault("--minutes", "1"), CultureInfo.InvariantCulture);
        var seed = int.Parse(options.GetValueOrDefault("--seed", "1000"), CultureInfo.InvariantCulture);
        var folder = options.GetValueOrDefault("--out", "random-programs");
        var first = seed;
        var failures = new List<string>();
        var watch = Stopwatch.StartNew();
        for (; watch.Elapsed.TotalMinutes < minutes; seed++)
        {
            foreach (var mode in new[] { CompileMode.Debug, CompileMode.Release })
                Try(seed, mode, folder, failures);
        }

        Console.WriteLine($"Seeds {first} to {seed - 1}, {2 * (seed - first)} programs in {watch.Elapsed.TotalMinutes:F1} minutes: {failures.Count} failed.");
        return failures.Count == 0 ? 0 : 1;
    }

    private static void Try(int seed, CompileMode mode, string folder, List<string> failures)
    {
        var source = ProgramGenerator.Generate(seed);
        string? problem;
        try
        {
            problem = RandomProgramRun.FindProblem(source, mode);
        }
        catch (Exception e)
        {
            problem = e.ToString();
        }

        if (problem == null)
            return;

        failures.Add(problem);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{seed}-{mode}.cs"), $"/* {problem} */\n{source}");
        Console.WriteLine($"{seed} {mode}: {problem}");
    }
}
