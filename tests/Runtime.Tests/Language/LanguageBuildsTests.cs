extern alias standard;

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.LanguageStandard;
using Weaver.Tests.Support;
using OfCompilers = standard::Weaver.Tests.LanguageStandard.LanguageReport;

namespace Weaver.Runtime.Tests.Language;

/// <summary>The language is compiled for the runtime and, without System.Text.Json, for compilers: both read alike.</summary>
[TestClass]
public sealed class LanguageBuildsTests
{
    [TestMethod]
    public void Builds_AreTwo()
    {
        Assert.AreNotEqual(typeof(LanguageReport).Assembly, typeof(OfCompilers).Assembly);
        Assert.IsFalse(typeof(OfCompilers).Assembly.GetReferencedAssemblies().Any(a => a.Name is not "netstandard"), "The language may need nothing but the framework.");
    }

    [TestMethod]
    public void Expressions_OfTheVectors_ReadAlikeInBothBuildsAndPrintToTheSameTree()
    {
        var expressions = Vectors("expressions").Where(c => c.TryGetProperty("expr", out _)).Select(c => c.GetProperty("expr")).SelectMany(Expressions).ToList();
        var read = 0;
        foreach (var expression in expressions)
        {
            var report = LanguageReport.OfJson(expression);
            Assert.AreEqual(report, OfCompilers.OfJson(expression));
            if (Weaver.Language.ExpressionParser.Parse(Weaver.Language.JsonReader.Read(expression), "", default).Expression is not { } tree)
                continue;

            read++;
            Assert.AreEqual(TreeShape.Of(tree), TreeShape.Of(Weaver.Language.ExpressionText.Parse(tree.ToString()).Expression), tree.ToString());
            Assert.AreEqual(LanguageReport.OfText(tree.ToString()), OfCompilers.OfText(tree.ToString()));
        }

        Assert.IsGreaterThan(250, read);
    }

    [TestMethod]
    public void Probes_OfTheVectors_ReadAlikeInBothBuilds()
    {
        var read = 0;
        foreach (var vector in Vectors("probes"))
        {
            var input = vector.GetProperty("input");
            var texts = input.ValueKind != JsonValueKind.Object ? [input.GetRawText()]
                : input.TryGetProperty("text", out var text) ? [text.GetString()!]
                : input.TryGetProperty("json", out var file) ? [file.GetRawText()]
                : new[] { "[" + input.GetRawText() + "]" };
            foreach (var each in texts)
            {
                Assert.AreEqual(LanguageReport.OfFile(each), OfCompilers.OfFile(each));
                read++;
            }
        }

        Assert.IsGreaterThan(60, read);
    }

    [TestMethod]
    public void Examples_OfTheTree_ReadAlikeInBothBuilds()
    {
        foreach (var (name, text) in ProbeExamples.All())
            Assert.AreEqual(LanguageReport.OfFile(text), OfCompilers.OfFile(text), name);
    }

    [TestMethod]
    public void Trees_OfAnyShape_ReadAlikeInBothBuilds()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var text = new RandomTrees(seed).Next(1 + (seed % 6)).ToString();
            Assert.AreEqual(LanguageReport.OfText(text), OfCompilers.OfText(text));

            // Broken texts give the same complaint at the same place.
            var cut = text[..(text.Length / 2)] + "~";
            Assert.AreEqual(LanguageReport.OfText(cut), OfCompilers.OfText(cut));
        }
    }

    private static List<JsonElement> Vectors(string name) =>
        [.. JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf($"tests/Conformance.Tests/vectors/{name}.json"))).RootElement.EnumerateArray()];

    // A plan holds several expressions, and what is malformed on purpose stands in a text.
    private static IEnumerable<string> Expressions(JsonElement expression) => expression.ValueKind switch
    {
        JsonValueKind.String when expression.GetString()!.StartsWith('<') => [expression.GetString()!],
        JsonValueKind.Object when expression.TryGetProperty("templates", out var templates) => templates.EnumerateArray().Select(t => t.GetRawText()),
        _ => [expression.GetRawText()],
    };
}
