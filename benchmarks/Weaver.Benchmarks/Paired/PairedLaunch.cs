using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Weaver.Benchmarks.Copies;

namespace Weaver.Benchmarks.Paired;

/// <summary>
/// One process of a paired run: the unwoven copy and another one do the same work in turns, each going first every other
/// time, and each pair gives one ratio. What slows the machine down for longer than a pair slows both.
/// </summary>
internal static class PairedLaunch
{
    public const string Switch = "--paired-launch";
    public const int Pairs = 25;

    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(15);

    /// <summary>Prints a line for each copy: its name, nanoseconds of the unwoven work, and the ratios.</summary>
    /// <param name="folder">Where the copies are.</param>
    /// <param name="work">What is done.</param>
    /// <param name="turn">Number of the launch; it decides in which order the copies are loaded.</param>
    /// <param name="copies">Names of their folders; the others are compared with the first.</param>
    public static void Run(string folder, Work work, int turn, string[] copies)
    {
        var order = copies.Select((_, i) => copies[(i + turn) % copies.Length]).ToArray();
        var works = order.ToDictionary(static copy => copy, copy => new CopyContext(Path.Combine(folder, copy)).Bind(work));
        WarmUp.Run([.. works.Values]);

        var unwoven = works[copies[0]];
        var calls = CallsPerRound(unwoven);
        var others = order.Where(copy => copy != copies[0]).ToArray();
        var ratios = others.ToDictionary(static copy => copy, static _ => new double[Pairs]);
        var best = double.MaxValue;
        for (var pair = 0; pair < Pairs; pair++)
        {
            foreach (var copy in others)
            {
                var (first, second) = pair % 2 == 0 ? (unwoven, works[copy]) : (works[copy], unwoven);
                var (a, b) = (Time(first, calls), Time(second, calls));
                ratios[copy][pair] = pair % 2 == 0 ? b / a : a / b;
                best = Math.Min(best, pair % 2 == 0 ? a : b);
            }
        }

        foreach (var copy in others)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{copy} {best / calls:R} {string.Join(' ', ratios[copy].Select(static r => r.ToString("R", CultureInfo.InvariantCulture)))}"));
    }

    private static int CallsPerRound(Func<int> work)
    {
        var one = Enumerable.Range(0, 10).Min(_ => Time(work, 1));
        return Math.Max(1, (int)(s_round.TotalNanoseconds / one));
    }

    private static double Time(Func<int> work, int calls)
    {
        // So that no round pays for the garbage of the one before.
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
            work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
