using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Weaver.Explore.Reporting;

/// <summary>Rows of text under headings. A heading that begins with <c>&gt;</c> aligns its column to the right.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(params string[] cells) => _rows.Add(cells);

    public string ToText()
    {
        var widths = headings.Select((h, i) => _rows.Select(r => r[i].Length).Append(h.TrimStart('>').Length).Max()).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows.Prepend([.. headings.Select(static h => h.TrimStart('>'))]))
            text.AppendLine(string.Join("  ", row.Select((c, i) => headings[i][0] == '>' ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd());

        return text.ToString();
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", headings.Select(static h => h.TrimStart('>'))).Append(" |\n");
        text.Append('|').AppendJoin("|", headings.Select(static h => h[0] == '>' ? "---:" : "---")).Append("|\n");
        foreach (var row in _rows)
            text.Append("| ").AppendJoin(" | ", row.Select(static c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");

        return text.ToString();
    }
}
