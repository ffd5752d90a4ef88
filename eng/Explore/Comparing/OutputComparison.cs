using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Weaver.Explore.Comparing;

/// <summary>Compares outputs line by line.</summary>
/// <param name="ignore">Lines that match one of these are not compared.</param>
internal sealed class OutputComparison(IReadOnlyList<string> ignore)
{
    private readonly Regex[] _ignore = [.. ignore.Select(static pattern => new Regex(pattern, RegexOptions.CultureInvariant))];

    /// <summary>Null when the outputs agree.</summary>
    public Difference? Compare(string expected, string actual)
    {
        if (expected == actual)
            return null;

        var (one, other) = (Lines(expected), Lines(actual));
        for (var i = 0; i < Math.Max(one.Count, other.Count); i++)
        {
            var (left, right) = (one.ElementAtOrDefault(i), other.ElementAtOrDefault(i));
            if (left != right)
                return new Difference($"line {i + 1}", left, right);
        }

        return null;
    }

    private IReadOnlyList<string> Lines(string output)
        => TwinFrames.Fold([.. output.ReplaceLineEndings("\n").Split('\n').Where(line => !_ignore.Any(i => i.IsMatch(line)))]);
}
