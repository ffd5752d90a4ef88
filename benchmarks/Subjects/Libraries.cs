using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using HtmlAgilityPack;
using Jint;
using Markdig;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Weaver.Benchmarks.Subjects;

/// <summary>Small pieces of work for other people's libraries, on texts from other people's packages. Nothing is read from disk in a call.</summary>
public static class Libraries
{
    private const string Script = """
        'use strict';
        class Shape { constructor(n) { this.n = n; } area() { return 0; } }
        class Square extends Shape { area() { return this.n ** 2; } }
        const fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2);
        const queens = (n, row = 0, cols = []) => {
          if (row === n) return 1;
          let found = 0;
          for (let c = 0; c < n; c++) if (cols.every((k, r) => k !== c && Math.abs(k - c) !== row - r)) found += queens(n, row + 1, [...cols, c]);
          return found;
        };
        let total = fib(10) + queens(5);
        for (let i = 0; i < 300; i++) total += new Square(i).area() % 7;
        const words = text.split(/\W+/).filter(w => w.length > 2).map(w => w.toLowerCase());
        const counts = new Map();
        for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
        total + JSON.stringify([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))).length;
        """;

    private static readonly string s_markdown = Document("markdig.md");
    private static readonly string s_json = Document("typesMap.json");
    private static readonly string s_script = Document("cancellationToken.js");
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
    private static readonly Prepared<Acornima.Ast.Script> s_prepared = Jint.Engine.PrepareScript(Script);
    private static readonly string s_html = Markdown.ToHtml(s_markdown, s_pipeline);

    /// <summary>A readme becomes HTML, with the usual extensions.</summary>
    public static int MarkdigReadme() => Markdown.ToHtml(s_markdown, s_pipeline).Length;

    /// <summary>A file of settings is parsed to a tree, written, read into dictionaries and written again.</summary>
    public static int NewtonsoftJson()
    {
        var tree = JToken.Parse(s_json).ToString(Formatting.None);
        var values = JsonConvert.DeserializeObject<Dictionary<string, object>>(s_json)!;
        return tree.Length + JsonConvert.SerializeObject(values, Formatting.Indented).Length;
    }

    /// <summary>A script with calls, closures, objects and strings is run, and another one is parsed.</summary>
    public static int JintScript()
    {
        var engine = new Jint.Engine();
        engine.SetValue("text", s_script);
        Jint.Engine.PrepareScript(s_script);
        return (int)engine.Evaluate(s_prepared).AsNumber();
    }

    /// <summary>The page made of the readme is read, queried and written.</summary>
    public static int HtmlPage()
    {
        var document = new HtmlDocument { OptionFixNestedTags = true };
        document.LoadHtml(s_html);
        var links = document.DocumentNode.Descendants("a").Sum(a => a.GetAttributeValue("href", "").Length);
        return links + document.DocumentNode.SelectNodes("//li")!.Count + document.DocumentNode.OuterHtml.Length;
    }

    private static string Document(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "documents", name));
}
