using System.IO;
using System.Linq;
using System.Text;
using Markdig;
using Markdig.Syntax;

namespace Weaver.Libraries.Tests.Workloads;

/// <summary>Markdig renders the readme files of other people's packages with every extension on.</summary>
public static class MarkdigWorkload
{
    public static string Run(string documents)
    {
        var pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseEmojiAndSmiley().UseSmartyPants().Build();
        var output = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(documents, "*.md").Order(System.StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path);
            output.AppendLine(Markdown.ToHtml(text, pipeline));
            output.AppendLine(Markdown.ToPlainText(text, pipeline));
            foreach (var block in Markdown.Parse(text, pipeline).Descendants())
                output.Append(block.GetType().Name).Append(' ').Append(block.Span).AppendLine();
        }

        return output.ToString();
    }
}
