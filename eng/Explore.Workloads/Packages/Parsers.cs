using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using HtmlAgilityPack;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Explore.Workloads.Packages;

internal static class Parsers
{
    private const string Page =
        """
        <!doctype html><html><head><title>A &amp; B</title><style>p > b { color: red }</style></head>
        <body class="x y"><h1 id=top>Head<p>un<b>closed <i>mis</b>nested</i><table><tr><td>1<td>2<tr><td>3</table>
        <ul><li>one<li>two<li><a href="/a?b=1&c=2">three</a></ul><!-- note --><script>if (a < b) { c("</p>") }</script>
        <form action=go><input name=q value=1><select><option selected>s<option>t</select></form><svg><path d="M0 0"/></svg></body></html>
        """;

    public static void Markdown()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "texts", "markdig.md"));
        var extra = text + "\n\n| a | b |\n|---|:-:|\n| 1 | *2* |\n\n- [x] done\n- [ ] open\n\nTerm\n: definition[^1]\n\n[^1]: note\n\n$$x^2$$ :smile: ~~gone~~ H~2~O\n\n```cs\ncode\n```\n";
        var all = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseEmojiAndSmiley().UseYamlFrontMatter().UseSmartyPants().Build();
        for (var i = 0; i < 5; i++)
            Say.Digest("html", Markdig.Markdown.ToHtml(extra, all));

        Console.WriteLine(Markdig.Markdown.ToHtml(extra[^400..], all));
        Say.Digest("plain", Markdig.Markdown.ToPlainText(extra, all));
        Say.Digest("normal", Markdig.Markdown.Normalize(text));
        var document = Markdig.Markdown.Parse(extra, all);
        foreach (var group in document.Descendants().GroupBy(static n => n.GetType().Name).OrderBy(static g => g.Key, StringComparer.Ordinal))
            Say.Line(group.Key, group.Count());
        foreach (var link in document.Descendants<LinkInline>())
            Say.Line("link", link.Url + " " + link.Span);
    }

    public static async Task AngleSharp()
    {
        var context = BrowsingContext.New(Configuration.Default);
        var document = await context.OpenAsync(request => request.Content(Page));
        Console.WriteLine(document.DocumentElement.OuterHtml);
        Console.WriteLine(document.ToHtml(new PrettyMarkupFormatter()));
        foreach (var selector in (string[])["li:nth-child(2n+1)", "p > b, td", "a[href*='b=']", "body.x.y ul li:last-child a", ":not(li)", "form input[name=q]"])
            Say.Line(selector, document.QuerySelectorAll(selector).Select(static e => e.LocalName + "=" + e.TextContent.Trim()));

        var item = document.CreateElement("li");
        item.InnerHtml = "<em>new</em> item";
        document.QuerySelector("ul")!.AppendChild(item);
        document.QuerySelector("h1")!.SetAttribute("data-x", "1");
        Say.Line("list", document.QuerySelector("ul")!.InnerHtml);
        Say.Throws("selector", () => document.QuerySelector("li:::x"));
        var parser = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true });
        for (var i = 0; i < 20; i++)
        {
            var one = await parser.ParseDocumentAsync(Page + string.Concat(Enumerable.Repeat($"<div class=c{i}><span>{i}</span>", 40)));
            Say.Digest("parsed", one.DocumentElement.OuterHtml);
        }
    }

    public static void HtmlAgility()
    {
        for (var i = 0; i < 15; i++)
        {
            var document = new HtmlDocument { OptionFixNestedTags = i % 2 == 0, OptionOutputAsXml = i % 3 == 0, OptionWriteEmptyNodes = i % 5 == 0 };
            document.LoadHtml(Page + string.Concat(Enumerable.Repeat($"<div class=c{i}><span>{i}", 60)));
            Say.Digest("outer", document.DocumentNode.OuterHtml);
            foreach (var path in (string[])["//li", "//a/@href", "//td[position()>1]", "//*[@id='top']", "//div[contains(@class,'c')]/span[1]"])
                Say.Line(path, document.DocumentNode.SelectNodes(path)?.Select(static n => n.Name + ":" + n.XPath + ":" + n.Line));

            Say.Line("errors", document.ParseErrors.Select(static e => e.Code + "@" + e.Line));
            foreach (var node in document.DocumentNode.Descendants("b").ToList())
                node.ParentNode.ReplaceChild(HtmlNode.CreateNode("<strong>" + node.InnerText + "</strong>"), node);
            Say.Digest("changed", document.DocumentNode.InnerHtml);
        }

        Say.Throws("xpath", () => new HtmlDocument().DocumentNode.SelectNodes("//[["));
    }
}
