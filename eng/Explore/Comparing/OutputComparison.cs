using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Weaver.Explore.Comparing;

/// <summary>Compares outputs line by line, and the stack traces in them as the JIT allows.</summary>
/// <remarks>
/// Which frames a trace has depends on what the JIT inlined, which differs from run to run of one and the same program.
/// Two traces agree when the frames that stand in both stand in the same order, and none of the others is ours.
/// </remarks>
/// <param name="ignore">Lines that match one of these are not compared.</param>
internal sealed class OutputComparison(IReadOnlyList<string> ignore)
{
    private readonly Regex[] _ignore = [.. ignore.Select(static pattern => new Regex(pattern, RegexOptions.CultureInvariant))];

    /// <summary>Null when the outputs agree.</summary>
    public Difference? Compare(string expected, string actual)
    {
        if (expected == actual)
            return null;

        var (one, other) = (Parts(expected), Parts(actual));
        for (var i = 0; i < Math.Max(one.Count, other.Count); i++)
        {
            var (left, right) = (one.ElementAtOrDefault(i), other.ElementAtOrDefault(i));
            if (left is null || right is null || !left.AgreesWith(right))
                return new Difference($"line {(left ?? right)!.Line}", left?.Text, right?.Text);
        }

        return null;
    }

    private List<Part> Parts(string output)
    {
        var parts = new List<Part>();
        var line = 0;
        foreach (var text in TwinFrames.Fold([.. output.ReplaceLineEndings("\n").Split('\n').Where(line => !_ignore.Any(i => i.IsMatch(line)))]))
        {
            line++;
            if (TwinFrames.MethodOf(text) is not { } method)
                parts.Add(new Part(line, text, null));
            else if (parts.Count > 0 && parts[^1].Frames is { } frames)
                frames.Add(method);
            else
                parts.Add(new Part(line, text, [method]));
        }

        return parts;
    }

    /// <summary>A line, or the frames of one stack trace with the first of them as its text.</summary>
    private sealed record Part(int Line, string Text, List<string>? Frames)
    {
        public bool AgreesWith(Part other) => Frames is null || other.Frames is null
            ? Frames is null && other.Frames is null && Text == other.Text
            : Frames.Where(other.Frames.Contains).SequenceEqual(other.Frames.Where(Frames.Contains), StringComparer.Ordinal)
                && Frames.Exists(other.Frames.Contains)
                && !other.Frames.Except(Frames, StringComparer.Ordinal).Any(static f => f.StartsWith("Weaver.", StringComparison.Ordinal));
    }
}
