using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Weaver.Benchmarks.Copies;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Paired;

/// <summary>Runs every work in several processes, one after another, and prints what each copy costs against the unwoven one.</summary>
internal static class PairedRun
{
    public const int Launches = 5;

    private static readonly Copy[] s_shown = [Copy.Control, Copy.Balanced, Copy.Exhaustive, Copy.Annotated];

    public static void Run(IReadOnlyList<string> names)
    {
        using var folder = new TemporaryFolder();
        CopyFolder.Fill(folder);
        Console.WriteLine($"Median of the ratios to the unwoven copy over {Launches} processes of {PairedLaunch.Pairs} pairs, gates shut, with its 95 % interval.");
        Console.WriteLine();
        Console.WriteLine($"| work | unwoven, us | {string.Join(" | ", s_shown)} |");
        Console.WriteLine($"|---|---|{string.Concat(s_shown.Select(static _ => "---|"))}");

        var libraries = s_shown.ToDictionary(static copy => copy, static _ => new List<RatioInterval>());
        foreach (var work in names.Select(Work.Named))
        {
            var (best, ratios) = Measure(folder, Enum.GetNames<Copy>(), work);
            var intervals = s_shown.ToDictionary(static copy => copy, copy => RatioInterval.Of(ratios[copy.ToString()]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {work.Name} | {best / 1000:0.0} | {string.Join(" | ", s_shown.Select(copy => intervals[copy]))} |"));
            if (work.IsLibrary)
            {
                foreach (var copy in s_shown)
                    libraries[copy].Add(intervals[copy]);
            }
        }

        if (libraries[Copy.Control].Count > 1)
            Console.WriteLine($"| geometric mean of the libraries | | {string.Join(" | ", s_shown.Select(copy => RatioInterval.GeometricMean(libraries[copy])))} |");
    }

    /// <summary>Runs one work in several processes, each with all copies.</summary>
    /// <param name="folder">Where the copies are.</param>
    /// <param name="copies">Names of their folders; the others are compared with the first.</param>
    /// <param name="work">What is done.</param>
    /// <returns>Nanoseconds of the first copy's best call, and the ratios of each other copy, launch by launch.</returns>
    public static (double Best, Dictionary<string, List<double[]>> Ratios) Measure(string folder, IReadOnlyList<string> copies, Work work)
    {
        var best = double.MaxValue;
        var ratios = copies.Skip(1).ToDictionary(static copy => copy, static _ => new List<double[]>());
        for (var launch = 0; launch < Launches; launch++)
        {
            var output = OwnProcess.Run([PairedLaunch.Switch, folder, work.Name, launch.ToString(CultureInfo.InvariantCulture), .. copies]);
            foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var parts = line.Split(' ');
                best = Math.Min(best, double.Parse(parts[1], CultureInfo.InvariantCulture));
                ratios[parts[0]].Add(parts.Skip(2).Select(static text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray());
            }
        }

        return (best, ratios);
    }
}
