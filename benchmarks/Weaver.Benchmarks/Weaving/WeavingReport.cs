using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Weaver.Benchmarks.Sizes;
using Weaver.Engine;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Weaving;

/// <summary>Prints how long weaving takes against the host doing nothing, for assemblies of many sizes, and how each part of them grows.</summary>
internal static class WeavingReport
{
    private const int WarmRounds = 5;
    private const int WarmUpMs = 20_000;
    private const int SettlingMs = 2_000;
    private const int ColdRounds = 3;

    // What is below this share of the best so far is better and no chance.
    private const double Better = 0.98;

    /// <param name="names">Assemblies to take; all when empty.</param>
    public static void Run(IReadOnlyList<string> names)
    {
        using var folder = new TemporaryFolder();
        var references = WeavingSubject.References;
        var subjects = WeavingSubject.All(folder).Where(subject => names.Count == 0 || names.Contains(subject.Name)).ToList();
        if (subjects.Count == 0)
            throw new ArgumentException($"There is no assembly '{string.Join("', '", names)}'. There are {string.Join(", ", WeavingSubject.All(folder).Select(static subject => subject.Name))}.", nameof(names));

        WarmUp(subjects, Path.Combine(folder, "warm.dll"), references);
        Console.WriteLine($"Host: read with symbols and write, no weaving. Weave: what weaving adds to that. Both the best of as many rounds as it takes until {WarmRounds} in a row are no better, in one process that has woven for {WarmUpMs / 1000} s before; cold: best of {ColdRounds} processes that weave once.");
        Console.WriteLine();
        Console.WriteLine("| assembly | MB | symbols | policy | host, ms | weave, ms | s per MB | cold host, ms | cold weave, ms | file | metadata | IL | PDB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var subject in subjects)
        {
            var output = Path.Combine(folder, "out.dll");
            var host = Settled(() => WeavingTimes.Host(subject.Path, output));
            var coldHost = Best(ColdRounds, () => Cold(subject));
            foreach (var policy in Enum.GetValues<WeaverPolicy>())
            {
                var weave = Settled(() => WeavingTimes.Weave(subject.Path, output, policy, references)) - host;
                var growth = PartGrowth.Between(subject.Path, output);
                var cold = policy == WeaverPolicy.Annotated ? -1 : Best(ColdRounds, () => Cold(subject, policy.ToString())) - coldHost;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {subject.Name} | {subject.Megabytes:0.00} | {(subject.HasSymbols ? "yes" : "no")} | {policy} | {host} | {weave} | {weave / 1000.0 / subject.Megabytes:0.00} | {coldHost} | {(cold < 0 ? "" : cold)} | {growth.File:0.00}x | {growth.Metadata:0.00}x | {growth.Il:0.00}x | {(growth.Pdb is { } pdb ? pdb.ToString("0.00", CultureInfo.InvariantCulture) + "x" : "")} |"));
            }
        }
    }

    private static long Cold(WeavingSubject subject, params string[] policy) =>
        long.Parse(OwnProcess.Run([WeavingTimes.Switch, subject.Path, .. policy]), CultureInfo.InvariantCulture);

    // The runtime replaces code that runs often by better code, behind the back of what runs, and its work counts while it
    // lasts. In the few rounds of a small assembly that would never end.
    private static void WarmUp(List<WeavingSubject> subjects, string output, IReadOnlyList<string> references)
    {
        for (var spent = 0L; spent < WarmUpMs;)
        {
            foreach (var subject in subjects.Where(subject => subject.Megabytes < 1).DefaultIfEmpty(subjects[0]))
            {
                spent += WeavingTimes.Host(subject.Path, output);
                foreach (var policy in Enum.GetValues<WeaverPolicy>())
                    spent += WeavingTimes.Weave(subject.Path, output, policy, references);
            }
        }
    }

    private static long Settled(Func<long> time)
    {
        var (best, spent, since) = (long.MaxValue, 0L, 0);
        while (since < WarmRounds || spent < SettlingMs)
        {
            var round = time();
            spent += Math.Max(round, 1);
            since = round < best * Better ? 0 : since + 1;
            best = Math.Min(best, round);
        }

        return best;
    }

    private static long Best(int rounds, Func<long> time) => Enumerable.Range(0, rounds).Min(_ => time());
}
