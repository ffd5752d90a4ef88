using System;
using System.Collections.Generic;

namespace Weaver.Benchmarks.Slowdown;

/// <summary>
/// The middle of ratios with its interval of at least 95 %, by Hodges, Lehmann and Wilcoxon: the median of the means of
/// all pairs of logarithms. One process that another program disturbed moves it little, and nothing is assumed of the
/// distribution but that it is symmetric, as that of a ratio between alike processes is.
/// </summary>
internal sealed record LogInterval(double Mean, double Low, double High)
{
    private const double Outside = 0.025;

    /// <param name="logarithms">Six at least: fewer cannot tell 95 %.</param>
    public static LogInterval Of(IReadOnlyList<double> logarithms)
    {
        var means = new List<double>();
        for (var i = 0; i < logarithms.Count; i++)
        {
            for (var j = i; j < logarithms.Count; j++)
                means.Add((logarithms[i] + logarithms[j]) / 2);
        }

        means.Sort();
        var low = LowEnd(logarithms.Count);
        var middle = means.Count % 2 == 1 ? means[means.Count / 2] : (means[(means.Count / 2) - 1] + means[means.Count / 2]) / 2;
        return new LogInterval(Math.Exp(middle), Math.Exp(means[low]), Math.Exp(means[means.Count - 1 - low]));
    }

    public override string ToString() => FormattableString.Invariant($"{Mean:0.000} ({Low:0.000}-{High:0.000})");

    // Index of the mean at which the interval begins. As many lie below as the sum of signed ranks may at most be in 2.5 %.
    private static int LowEnd(int count)
    {
        var ways = new double[(count * (count + 1) / 2) + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= count; rank++)
        {
            for (var sum = ways.Length - 1; sum >= rank; sum--)
                ways[sum] += ways[sum - rank];
        }

        var (sums, below) = (0, 0.0);
        while (below + (ways[sums] / Math.Pow(2, count)) <= Outside)
            below += ways[sums++] / Math.Pow(2, count);
        return sums - 1;
    }
}
