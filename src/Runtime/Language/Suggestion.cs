using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>A sentence that asks for the nearest candidate or, when none is near, lists up to eight of them.</summary>
    public static string DidYouMean(string name, IEnumerable<string> candidates)
    {
        if (Nearest(name, candidates) is string nearest)
            return "Did you mean '" + nearest + "'?";

        var list = new List<string>();
        foreach (var candidate in candidates)
        {
            if (list.Count == 8)
            {
                list.Add("...");
                break;
            }

            list.Add("'" + candidate + "'");
        }

        return list.Count == 0 ? "There is nothing to choose from." : "Known are " + string.Join(", ", list) + ".";
    }

    /// <summary>The candidate at most a third of the name away, letter case apart; null when there is none.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate, bestDistance);
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    // Edit distance, ignoring letter case, with two swapped letters as one edit; gives up beyond the limit.
    private static int Distance(string first, string second, int limit)
    {
        if (Math.Abs(first.Length - second.Length) >= limit)
            return limit;

        var beforePrevious = new int[second.Length + 1];
        var previous = new int[second.Length + 1];
        var current = new int[second.Length + 1];
        for (var j = 0; j <= second.Length; j++)
            previous[j] = j;

        for (var i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var substitution = IsSame(first[i - 1], second[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + substitution);
                if (i > 1 && j > 1 && IsSame(first[i - 1], second[j - 2]) && IsSame(first[i - 2], second[j - 1]))
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }

            var oldest = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = oldest;
        }

        return previous[second.Length];
    }

    private static bool IsSame(char first, char second) => char.ToUpperInvariant(first) == char.ToUpperInvariant(second);
}
