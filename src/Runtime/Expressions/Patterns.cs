using System;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Weaver.Expressions;

/// <summary>The regular expressions of <c>matches</c>, each with a time limit. Safe for any number of threads.</summary>
internal static class Patterns
{
    private const int MaxKnown = 256;

    private static readonly ConcurrentDictionary<(string Pattern, int Milliseconds), Regex> s_known = new();

    /// <summary>Searches the pattern anywhere in the text.</summary>
    /// <exception cref="RegexMatchTimeoutException">The time is over.</exception>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public static bool IsMatch(string text, string pattern, TimeSpan remaining, TimeSpan limit)
    {
        var key = (pattern, RoundDown(remaining, limit));
        if (!s_known.TryGetValue(key, out var regex))
        {
            regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(key.Item2));
            if (s_known.Count >= MaxKnown)
                s_known.Clear();
            s_known[key] = regex;
        }

        return regex.IsMatch(text);
    }

    // The limit belongs to the compiled pattern. A few steps of it, none above what is left by more than a tenth, keep their number small.
    private static int RoundDown(TimeSpan remaining, TimeSpan limit)
    {
        var left = (int)Math.Max(1, remaining.TotalMilliseconds);
        var whole = (int)Math.Max(1, limit.TotalMilliseconds);
        if (left >= whole * 0.9)
            return whole;

        var step = 1;
        while (step * 2 <= left)
            step *= 2;
        return step;
    }
}
