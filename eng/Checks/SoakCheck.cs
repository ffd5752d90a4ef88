using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Weaver.Tests.Support.Soak;

namespace Weaver.Checks;

/// <summary>Leaves a woven program alone with a failing agent for hours, and prints what came of it as a page.</summary>
internal static class SoakCheck
{
    private const int Samples = 120;
    private const double MostGrowth = 0.05;

    // Connections and threads of the pool that happen to be open at a reading.
    private const int FewThreads = 3;
    private const int FewHandles = 10;

    public static int Run(double minutes)
    {
        var seed = Environment.ProcessId;
        using var run = new SoakRun(new SoakPlan(seed, Samples, TimeSpan.FromMinutes(minutes / Samples), TimeSpan.FromSeconds(Math.Min(10, minutes))));
        var problems = run.Run().ToList();

        // The first quarter warms up; then the middle half of the rest is held against the end.
        var early = run.Samples.Skip(Samples / 4).Take(Samples / 4).ToList();
        var late = run.Samples.TakeLast(Samples / 4).ToList();
        var (before, after) = (Median(early, s => s.Bytes), Median(late, s => s.Bytes));
        if (after > before * (1 + MostGrowth))
            problems.Add($"The memory in use has grown from {before / 1024} to {after / 1024} KiB.");
        if (Median(late, s => s.Threads) > Median(early, s => s.Threads) + FewThreads)
            problems.Add($"The process has {Median(late, s => s.Threads)} threads and had {Median(early, s => s.Threads)}.");
        if (Median(late, s => s.Handles) > Median(early, s => s.Handles) + FewHandles)
            problems.Add($"The process has {Median(late, s => s.Handles)} open files and had {Median(early, s => s.Handles)}.");

        Print($"{minutes} minutes, seed {seed}: {run.Turns} turns of the program, {run.Edits} edits. The agent: {string.Join(", ", run.Faults.Select(f => f.Value.ToString(CultureInfo.InvariantCulture) + " times " + f.Key))}.");
        Console.WriteLine();
        Console.WriteLine("| | second quarter | last quarter |");
        Console.WriteLine("|---|---|---|");
        Print($"| memory in use, KiB (median) | {before / 1024} | {after / 1024} |");
        Print($"| threads | {Median(early, s => s.Threads)} | {Median(late, s => s.Threads)} |");
        Print($"| open files | {Median(early, s => s.Handles)} | {Median(late, s => s.Handles)} |");
        Console.WriteLine();
        Console.WriteLine("| track | accepted | sent | spooled | dropped | in memory |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var row in run.Rows)
            Console.WriteLine(row);

        Console.WriteLine();
        Print($"The agent got {run.Received} events.");
        Print($"Problems: {(problems.Count == 0 ? "none" : problems.Count.ToString(CultureInfo.InvariantCulture))}.");
        foreach (var problem in problems.Take(20))
            Console.WriteLine("- " + problem);

        return problems.Count == 0 ? 0 : 1;
    }

    private static long Median(List<SoakSample> samples, Func<SoakSample, long> figure) => samples.Select(figure).Order().ElementAt(samples.Count / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
