using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Weaver.Benchmarks.Copies;
using Weaver.Benchmarks.Paired;
using Weaver.Engine;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Slowdown;

/// <summary>Compares rules by which <c>Balanced</c> may choose: share of the methods that are gated, growth, slow-down.</summary>
internal static class RuleRun
{
    private const string Unwoven = "Unwoven";

    public static void Run(IReadOnlyList<RuleCandidate> rules, IReadOnlyList<Work> works)
    {
        using var folder = new TemporaryFolder();
        CopyFolder.FillOne(Path.Combine(folder, Unwoven), config: null);
        Console.WriteLine($"Median of the ratios to the unwoven copy over {PairedRun.Launches} processes of {PairedLaunch.Pairs} pairs, gates shut, with its 95 % interval.");
        Console.WriteLine();
        Console.WriteLine($"| rule | gated | file | {string.Join(" | ", works)} | geometric mean |");
        Console.WriteLine($"|---|---|---|{string.Concat(works.Select(static _ => "---|"))}---|");
        var shares = rules.ToDictionary(static rule => rule.Name, rule => Weave(folder, rule));
        var ratios = works.Select(work => PairedRun.Measure(folder, [Unwoven, .. rules.Select(static rule => rule.Name)], work).Ratios).ToList();
        foreach (var rule in rules)
        {
            var intervals = ratios.Select(work => RatioInterval.Of(work[rule.Name])).ToList();
            var mean = intervals.Count > 1 ? RatioInterval.GeometricMean(intervals).ToString() : "";
            Console.WriteLine($"| {rule.Name} | {shares[rule.Name]} | {string.Join(" | ", intervals)} | {mean} |");
        }
    }

    private static string Weave(string folder, RuleCandidate rule)
    {
        var target = Path.Combine(folder, rule.Name);
        var results = CopyFolder.FillOne(target, new WeaverConfig { Policy = WeaverPolicy.Balanced, Balanced = rule.Rule });
        var libraries = results.Where(static pair => pair.Key != Work.Subjects).ToList();
        var gated = 100.0 * libraries.Sum(static pair => pair.Value.Woven) / libraries.Sum(static pair => pair.Value.Methods);
        var growth = (double)Size(target) / Size(Path.Combine(folder, Unwoven));
        return string.Create(CultureInfo.InvariantCulture, $"{gated:0} % | {growth:0.00}x");

        long Size(string copies) => libraries.Sum(pair => new FileInfo(Path.Combine(copies, pair.Key + ".dll")).Length);
    }
}
