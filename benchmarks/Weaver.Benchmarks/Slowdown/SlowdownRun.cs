using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Weaver.Benchmarks.Copies;
using Weaver.Engine;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Slowdown;

/// <summary>
/// What woven libraries cost with all gates shut: processes take turns, each with one copy, and each pair gives one ratio.
/// Where code lies in memory and what its profile saw differ from process to process, so only many of them tell.
/// </summary>
internal static class SlowdownRun
{
    private const double MostOfMean = 1.02;
    private const double MostOfOne = 1.05;

    /// <param name="rules">What is compared with the unwoven copy; the verdict is on the first.</param>
    /// <param name="works">What is done.</param>
    /// <param name="pairs">Processes of each copy; six at least.</param>
    /// <returns>1 when the whole interval of the first rule lies above a limit.</returns>
    public static int Run(IReadOnlyList<RuleCandidate> rules, IReadOnlyList<Work> works, int pairs)
    {
        using var folder = new TemporaryFolder();
        var start = Stopwatch.GetTimestamp();
        var woven = rules.ToDictionary(static rule => rule, rule => Weave(folder, rule));
        CopyFolder.FillOne(Unwoven(folder), config: null);

        Console.WriteLine($"Ratio to the unwoven copy, gates shut, middle of {pairs} pairs of processes with its 95 % interval; in brackets the gated methods of the libraries.");
        Console.WriteLine();
        Console.WriteLine($"| work | unwoven, us | {string.Join(" | ", rules.Select(static rule => rule.Name))} |");
        Console.WriteLine($"|---|---|{string.Concat(rules.Select(static _ => "---|"))}");
        var all = rules.ToDictionary(static rule => rule, static _ => new List<double[]>());
        var failures = new List<string>();
        foreach (var work in works)
        {
            var (unwoven, logarithms) = Measure(folder, rules, work, pairs);
            foreach (var rule in rules)
                all[rule].Add(logarithms[rule]);

            Row(work.Name, unwoven, rules, rule => logarithms[rule], rule => Share(woven[rule], name => name == work.Assembly));
            Check(work.Name, LogInterval.Of(logarithms[rules[0]]), MostOfOne, failures);
        }

        var means = rules.ToDictionary(static rule => rule, rule => Enumerable.Range(0, pairs).Select(pair => all[rule].Average(work => work[pair])).ToArray());
        Row("geometric mean", null, rules, rule => means[rule], rule => Share(woven[rule], static name => name != Work.Subjects));
        Check("The geometric mean", LogInterval.Of(means[rules[0]]), MostOfMean, failures);

        Console.WriteLine();
        Console.WriteLine($"It took {Stopwatch.GetElapsedTime(start).TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes.");
        foreach (var failure in failures)
            Console.WriteLine(failure);

        Console.WriteLine(failures.Count == 0 ? $"No interval lies above {MostOfOne} for one library or {MostOfMean} for their mean." : "Failed.");
        return failures.Count == 0 ? 0 : 1;
    }

    private static (double Unwoven, Dictionary<RuleCandidate, double[]> Logarithms) Measure(string folder, IReadOnlyList<RuleCandidate> rules, Work work, int pairs)
    {
        var best = double.MaxValue;
        var logarithms = rules.ToDictionary(static rule => rule, _ => new double[pairs]);
        for (var pair = 0; pair < pairs; pair++)
        {
            // Whoever goes first one time goes last the next.
            var folders = rules.Select(rule => FolderOf(folder, rule)).Prepend(Unwoven(folder)).ToList();
            var order = Enumerable.Range(0, folders.Count).Select(i => (i + (pair / 2)) % folders.Count).ToList();
            if (pair % 2 == 1)
                order.Reverse();

            var times = new double[folders.Count];
            foreach (var i in order)
                times[i] = double.Parse(OwnProcess.Run([SlowdownLaunch.Switch, folders[i], work.Name]), CultureInfo.InvariantCulture);

            best = Math.Min(best, times[0]);
            for (var i = 0; i < rules.Count; i++)
                logarithms[rules[i]][pair] = Math.Log(times[i + 1] / times[0]);
        }

        return (best, logarithms);
    }

    private static void Row(string name, double? unwoven, IReadOnlyList<RuleCandidate> rules, Func<RuleCandidate, double[]> logarithms, Func<RuleCandidate, string> share) =>
        Console.WriteLine($"| {name} | {(unwoven is { } time ? (time / 1000).ToString("0.0", CultureInfo.InvariantCulture) : "")} | {string.Join(" | ", rules.Select(rule => $"{LogInterval.Of(logarithms(rule))} [{share(rule)}]"))} |");

    private static void Check(string name, LogInterval interval, double most, List<string> failures)
    {
        if (interval.Low > most)
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is slower than {most}: its whole interval {interval} lies above."));
    }

    private static string Share(IReadOnlyDictionary<string, WeaveResult> results, Func<string, bool> isWanted)
    {
        var wanted = results.Where(pair => isWanted(pair.Key)).Select(static pair => pair.Value).ToList();
        return FormattableString.Invariant($"{100.0 * wanted.Sum(static result => result.Woven) / wanted.Sum(static result => result.Methods):0} %");
    }

    private static Dictionary<string, WeaveResult> Weave(string folder, RuleCandidate rule) =>
        CopyFolder.FillOne(FolderOf(folder, rule), new WeaverConfig { Policy = WeaverPolicy.Balanced, Balanced = rule.Rule });

    private static string FolderOf(string folder, RuleCandidate rule) => Path.Combine(folder, rule.Name);

    private static string Unwoven(string folder) => Path.Combine(folder, "Unwoven");
}
