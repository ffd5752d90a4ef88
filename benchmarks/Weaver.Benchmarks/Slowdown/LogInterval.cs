using System;
using System.Collections.Generic;
using System.Linq;

namespace Weaver.Benchmarks.Slowdown;

/// <summary>The geometric mean of ratios with its 95 % interval, by Student's distribution over their logarithms.</summary>
internal sealed record LogInterval(double Mean, double Low, double High)
{
    // Two-sided 95 %, for 1 to 30 degrees of freedom; beyond that it hardly falls.
    private static readonly double[] s_student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <param name="logarithms">Two at least.</param>
    public static LogInterval Of(IReadOnlyList<double> logarithms)
    {
        var mean = logarithms.Average();
        var variance = logarithms.Sum(x => (x - mean) * (x - mean)) / (logarithms.Count - 1);
        var half = s_student[Math.Min(logarithms.Count - 1, s_student.Length) - 1] * Math.Sqrt(variance / logarithms.Count);
        return new LogInterval(Math.Exp(mean), Math.Exp(mean - half), Math.Exp(mean + half));
    }

    public override string ToString() => FormattableString.Invariant($"{Mean:0.000} ({Low:0.000}-{High:0.000})");
}
