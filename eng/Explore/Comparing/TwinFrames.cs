using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Weaver.Explore.Comparing;

/// <summary>Takes the one documented difference out of printed stack traces: while a gate is open, the twin is a frame of its own.</summary>
internal static partial class TwinFrames
{
    /// <summary>
    /// Gives a twin's frame the name of its method, and makes one of frames of one method that stand in a row, since the
    /// method itself stands below its twin. The recursion of a method becomes one frame as well, in every mode alike.
    /// </summary>
    public static IReadOnlyList<string> Fold(IReadOnlyList<string> lines)
    {
        var result = new List<string>(lines.Count);
        var above = "";
        foreach (var line in lines)
        {
            if (MethodOf(TwinName().Replace(line, "${name}")) is not { } method)
            {
                above = "";
                result.Add(line);
                continue;
            }

            if (method != above)
                result.Add(TwinName().Replace(line, "${name}"));

            above = method;
        }

        return result;
    }

    /// <summary>The method of a line of a stack trace; null when the line is none.</summary>
    public static string? MethodOf(string line) => Frame().Match(line) is { Success: true } frame ? frame.Groups["method"].Value : null;

    [GeneratedRegex(@"^\s*at (?<method>.+\))( in .+)?\s*$")]
    private static partial Regex Frame();

    // The method may be a lambda or a local function, with such brackets in its own name.
    [GeneratedRegex(@"<(?<name>(?:[^<>\s]|<[^<>\s]*>)+)>g__Probed\|[0-9_]+")]
    private static partial Regex TwinName();
}
