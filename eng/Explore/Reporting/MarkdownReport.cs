using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Weaver.Explore.Reporting;

/// <summary>The report as a document that can be kept.</summary>
internal static class MarkdownReport
{
    // What stands above this mark was written by somebody and stays.
    private const string Mark = "<!-- Written by Weaver.Explore: what follows is replaced by the next run. -->";

    public static void Write(string path, Exploration exploration)
    {
        var above = File.Exists(path) ? File.ReadAllText(path).Split(Mark)[0] : "# Exploration\n\n";
        File.WriteAllText(path, above + Mark + "\n\n" + Of(exploration));
    }

    private static string Of(Exploration exploration)
    {
        var text = new StringBuilder();
        text.Append("```\nWeaver.Explore ").Append(exploration.Line).Append("\n```\n");
        foreach (var section in Sections.Of(exploration))
        {
            text.Append("\n## ").Append(section.Title).Append('\n');
            if (section.Sentences.Count > 0)
                text.Append('\n').AppendJoin("\n\n", section.Sentences).Append('\n');
            if (section.Table is { } table)
                text.Append('\n').Append(table.ToMarkdown());
            if (section.Items is { } items)
                text.Append('\n').AppendJoin("", items.Select(static i => "- " + i.ReplaceLineEndings(" ").Replace("<", "\\<", StringComparison.Ordinal) + "\n"));
        }

        return text.ToString();
    }
}
