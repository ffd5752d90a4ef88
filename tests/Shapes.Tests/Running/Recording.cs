using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Weaver.Shapes.Tests.Model;
using Weaver.Tests.Support;

namespace Weaver.Shapes.Tests.Running;

/// <summary>
/// Writes what the probes of an asset saw into its head, for someone to read and to judge before it is committed. On when the
/// environment variable <c>WEAVER_SHAPES_RECORD</c> is 1; the tests of that run compare with the old text and may fail.
/// </summary>
internal static class Recording
{
    public static bool IsOn => Environment.GetEnvironmentVariable("WEAVER_SHAPES_RECORD") == "1";

    public static void Write(Shape shape)
    {
        var debug = ShapeGroup.RunOf(shape, CompileMode.Debug);
        var release = ShapeGroup.RunOf(shape, CompileMode.Release);
        var lines = new List<string>();
        var skipping = false;
        foreach (var line in shape.Text.Split('\n'))
        {
            skipping = skipping && line.StartsWith("//   ", StringComparison.Ordinal);
            if (skipping)
                continue;

            lines.Add(line);
            if (!line.StartsWith("//", StringComparison.Ordinal) || line.Length < 3 || shape.Probes.FirstOrDefault(p => p.Heading == line[3..].TrimEnd()) is not { } probe)
                continue;

            lines.AddRange(Merge(debug.Seen(probe), release.Seen(probe)).Select(l => "// " + l));
            skipping = true;
        }

        var text = string.Join('\n', lines);
        if (text != shape.Text)
            File.WriteAllText(shape.File, text);
    }

    // Lines of both configurations stand once; the others carry the name of theirs.
    private static List<string> Merge(IReadOnlyList<string> debug, IReadOnlyList<string> release)
    {
        var common = new int[debug.Count + 1, release.Count + 1];
        for (var d = debug.Count - 1; d >= 0; d--)
        {
            for (var r = release.Count - 1; r >= 0; r--)
                common[d, r] = debug[d] == release[r] ? common[d + 1, r + 1] + 1 : Math.Max(common[d + 1, r], common[d, r + 1]);
        }

        var lines = new List<string>();
        var (i, k) = (0, 0);
        while (i < debug.Count || k < release.Count)
        {
            if (i < debug.Count && k < release.Count && debug[i] == release[k])
            {
                lines.Add(debug[i]);
                (i, k) = (i + 1, k + 1);
            }
            else if (i < debug.Count && (k == release.Count || common[i + 1, k] >= common[i, k + 1]))
            {
                lines.Add(Marked(debug[i++], CompileMode.Debug));
            }
            else
            {
                lines.Add(Marked(release[k++], CompileMode.Release));
            }
        }

        return lines;
    }

    private static string Marked(string line, CompileMode mode)
    {
        var indent = line.Length - line.TrimStart().Length;
        return line[..indent] + ShapeProbe.Mark(mode) + line[indent..];
    }
}
