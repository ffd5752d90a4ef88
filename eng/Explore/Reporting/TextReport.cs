using System.Text;

namespace Weaver.Explore.Reporting;

/// <summary>The report for a terminal.</summary>
internal static class TextReport
{
    public static string Of(Exploration exploration)
    {
        var text = new StringBuilder();
        foreach (var section in Sections.Of(exploration))
        {
            text.AppendLine(section.Title.ToUpperInvariant());
            foreach (var sentence in section.Sentences)
                text.AppendLine(sentence);
            if (section.Table is { } table)
                text.Append(table.ToText());
            foreach (var item in section.Items ?? [])
                text.Append("- ").AppendLine(item);

            text.AppendLine();
        }

        return text.ToString();
    }
}
