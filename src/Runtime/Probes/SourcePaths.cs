using System;
using System.Collections.Generic;

namespace Weaver.Probes;

/// <summary>Finds a source document by the end of its path: separators alike, letter case ignored, unknown leading folders allowed on both sides.</summary>
internal static class SourcePaths
{
    /// <summary>A file name alone says too little; with one folder it counts.</summary>
    private const int LeastSegments = 2;

    private static readonly char[] s_separators = ['/', '\\'];

    /// <summary>The documents that share most trailing segments with the query; several when they tie, none when fewer than so many agree.</summary>
    public static List<string> Best(IEnumerable<string> documents, string query, int leastSegments = LeastSegments)
    {
        var wanted = Split(query);
        var best = new List<string>();
        var most = leastSegments;
        foreach (var document in documents)
        {
            var segments = Split(document);
            var common = Common(wanted, segments);

            // Both sides consist of the file name only: there is nothing more that could agree.
            if (common == 1 && wanted.Length == 1 && segments.Length == 1)
                common = leastSegments;

            if (common < most)
                continue;

            if (common > most)
                best.Clear();

            most = common;
            if (!best.Contains(document))
                best.Add(document);
        }

        return best;
    }

    /// <summary>The documents whose file name is that of the query, for messages.</summary>
    public static List<string> SameName(IEnumerable<string> documents, string query)
    {
        var wanted = Split(query);
        var same = new List<string>();
        foreach (var document in documents)
        {
            if (Common(wanted, Split(document)) > 0 && !same.Contains(document))
                same.Add(document);
        }

        return same;
    }

    /// <summary>How many segments two paths share at their ends.</summary>
    public static int CommonSegments(string path, string other) => Common(Split(path), Split(other));

    /// <summary>The last segment of a path.</summary>
    public static string FileName(string path)
    {
        var trimmed = path.AsSpan().TrimEnd(s_separators);
        return trimmed[(trimmed.LastIndexOfAny(s_separators) + 1)..].ToString();
    }

    private static int Common(string[] a, string[] b)
    {
        var common = 0;
        while (common < a.Length && common < b.Length && a[^(common + 1)].Equals(b[^(common + 1)], StringComparison.OrdinalIgnoreCase))
            common++;

        return common;
    }

    private static string[] Split(string path) => path.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
}
