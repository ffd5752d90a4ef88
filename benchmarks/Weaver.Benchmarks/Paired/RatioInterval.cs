using System;
using System.Collections.Generic;
using System.Linq;

namespace Weaver.Benchmarks.Paired;

/// <summary>The median of paired ratios, with a 95 % interval.</summary>
internal sealed record RatioInterval(double Median, double Low, double High)
{
    private const int Resamples = 2000;

    /// <summary>
    /// Resamples whole launches and then pairs within them. The pairs of one launch share where its code lies in memory
    /// and what its profile saw, so pooling them would give an interval that is too narrow.
    /// </summary>
    /// <param name="launches">The ratios of each launch.</param>
    public static RatioInterval Of(IReadOnlyList<double[]> launches)
    {
        // A fixed seed: the same ratios always give the same interval.
        var random = new Random(20261123);
        var medians = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            medians[i] = MedianOf(launches.Select(_ => launches[random.Next(launches.Count)])
                .SelectMany(launch => launch.Select(_ => launch[random.Next(launch.Length)])));
        }

        Array.Sort(medians);
        return new RatioInterval(MedianOf(launches.SelectMany(static launch => launch)), medians[Resamples / 40], medians[Resamples - 1 - (Resamples / 40)]);
    }

    /// <summary>The interval of the geometric mean of several ratios that were measured apart.</summary>
    public static RatioInterval GeometricMean(IReadOnlyList<RatioInterval> ratios)
    {
        var mean = Math.Exp(ratios.Average(static r => Math.Log(r.Median)));
        var below = Spread(ratios.Select(static r => Math.Log(r.Median / r.Low)));
        var above = Spread(ratios.Select(static r => Math.Log(r.High / r.Median)));
        return new RatioInterval(mean, mean * Math.Exp(-below), mean * Math.Exp(above));

        static double Spread(IEnumerable<double> distances)
        {
            var all = distances.ToList();
            return Math.Sqrt(all.Sum(static d => d * d)) / all.Count;
        }
    }

    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public override string ToString() => FormattableString.Invariant($"{Median:0.000} ({Low:0.000}-{High:0.000})");
}
