using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using HtmlAgilityPack;

namespace Weaver.Libraries.Tests.Workloads;

/// <summary>HtmlAgilityPack, which ships its symbols, reads documents that are HTML more or less, queries and writes them.</summary>
public static class HtmlAgilityPackWorkload
{
    private const string Untidy = """
        <!DOCTYPE html><html><head><title>Un&eacute;ven</title><style>p > a { }</style><script>if (a < b && c) { "</p>" }</script></head>
        <body class='x  y' id=top data-n = "1&amp;2"><p>one<p>two <b><i>crossed</b></i> <br/> <img src=a.png alt>
        <ul><li>1<li>2<ul><li>2.1</ul><li>3</ul><table><tr><td>a<td>b<tr><td colspan=2>c</table>
        <!-- comment -- with dashes --><select><option selected>1<option>2</select><form><input name=q value='"'></form></body>
        """;

    public static string Run(string documents)
    {
        var output = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(documents, "*.md").Order(StringComparer.Ordinal))
            Describe(File.ReadAllText(path), output);

        Describe(Untidy, output);
        return output.ToString();
    }

    private static void Describe(string text, StringBuilder output)
    {
        var document = new HtmlDocument { OptionFixNestedTags = true, OptionAutoCloseOnEnd = true, OptionCheckSyntax = true };
        document.LoadHtml(text);
        foreach (var error in document.ParseErrors)
            output.AppendLine(CultureInfo.InvariantCulture, $"{error.Code} {error.Line}:{error.LinePosition} {error.Reason}");

        foreach (var node in document.DocumentNode.Descendants())
        {
            output.Append(node.XPath).Append(' ').Append(node.NodeType).Append(' ').Append(node.StreamPosition);
            foreach (var attribute in node.Attributes)
                output.Append(' ').Append(attribute.Name).Append('=').Append(attribute.DeEntitizeValue);

            output.AppendLine();
        }

        foreach (var query in new[] { "//a[@href]", "//li", "//td[2]", "//*[@id='top']/p[1]", "//img/@src" })
            output.Append(query).Append(' ').AppendJoin('|', document.DocumentNode.SelectNodes(query)?.Select(n => n.InnerText.Trim()) ?? []).AppendLine();

        output.AppendLine(HtmlEntity.DeEntitize(document.DocumentNode.InnerText));
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        document.OptionOutputAsXml = true;
        document.Save(writer);
        output.Append(writer);
    }
}
