using System;
using System.Globalization;
using System.Linq;
using Weaver.Tests.Support.Stress;

namespace Weaver.Checks;

/// <summary>Edits the probes of a woven program under load for some minutes, and prints what came of it as a page.</summary>
internal static class StressCheck
{
    private const int Probes = 200;
    private const int MostGrowth = 16 << 20;

    public static int Run(double minutes)
    {
        var seed = Environment.ProcessId;
        using var run = new StressRun(new StressPlan(seed, Math.Max(2, Environment.ProcessorCount), Probes, Edits: 0, TimeSpan.FromMinutes(minutes)));
        var problems = run.Run().ToList();

        // The first samples are taken while the program and its probes are still being compiled.
        var settled = run.Memory.Skip(run.Memory.Count / 4).ToList();
        var growth = settled.Count < 2 ? 0 : settled.TakeLast(settled.Count / 2).Min() - settled.Take(settled.Count / 2).Min();
        if (growth > MostGrowth)
            problems.Add($"The memory in use has grown by {growth / 1024} KiB.");

        var status = run.Status;
        Print($"{minutes} minutes, seed {seed}, {Math.Max(2, Environment.ProcessorCount)} threads, {Probes} probes: {run.Turns} turns of the program, {run.Edits} edits.");
        Console.WriteLine();
        Console.WriteLine("| figure | count |");
        Console.WriteLine("|---|---|");
        Print($"| hits | {status.Hits} |");
        Print($"| condition false | {status.ConditionFalse} |");
        Print($"| captured | {status.Captured} |");
        foreach (var (reason, count) in status.Dropped)
            Print($"| dropped: {reason} | {count} |");

        Console.WriteLine();
        if (settled.Count > 1)
            Print($"Memory in use after full collections, {settled.Count} samples: {settled.Min() / 1024} to {settled.Max() / 1024} KiB; the least of the second half is {growth / 1024} KiB above the least of the first.");
        Print($"Problems: {(problems.Count == 0 ? "none" : problems.Count.ToString(CultureInfo.InvariantCulture))}.");
        foreach (var problem in problems.Take(20))
            Console.WriteLine("- " + problem);

        return problems.Count == 0 ? 0 : 1;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
