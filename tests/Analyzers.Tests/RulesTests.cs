using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Rules;
using Weaver.Tests.Support;

namespace Weaver.Analyzers.Tests;

/// <summary>One rule, one id, one page.</summary>
[TestClass]
public sealed class RulesTests
{
    private static string PagesFolder => RepositoryFiles.PathOf("docs/diagnostics");

    [TestMethod]
    public void Rules_Ids_AreUniqueAndWellFormed()
    {
        var ids = RuleTable.All.Select(static rule => rule.Id).ToList();

        CollectionAssert.AllItemsAreUnique(ids);
        foreach (var id in ids)
            Assert.MatchesRegex(@"^WVR[123]\d{3}$", id);
    }

    [TestMethod]
    public void Table_HoldsEveryDeclaredRule()
    {
        var declared = typeof(Rule).Assembly.GetTypes()
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static field => field.FieldType == typeof(Rule))
            .Select(static field => ((Rule)field.GetValue(null)!).Id)
            .ToList();

        CollectionAssert.AreEquivalent(declared, RuleTable.All.Select(static rule => rule.Id).ToList());
        Assert.AreSame(BuildRules.BadOption, RuleTable.Find("WVR1005"));
        Assert.IsNull(RuleTable.Find("WVR9999"));
    }

    [TestMethod]
    public void Rules_Texts_AreWholeSentences()
    {
        foreach (var rule in RuleTable.All)
        {
            Assert.Contains("'{0}'", rule.Message, $"{rule.Id} does not name the thing.");
            Assert.EndsWith(".", rule.Remedy, $"The remedy of {rule.Id} is not a whole sentence.");
            Assert.IsFalse(rule.Title.EndsWith('.'), $"The title of {rule.Id} is a title.");
        }
    }

    [TestMethod]
    public void Pages_AndRules_BelongTogether()
    {
        var rules = RuleTable.All.Select(static rule => rule.Id).ToHashSet();
        var pages = Directory.GetFiles(PagesFolder, "WVR*.md").Select(static file => Path.GetFileNameWithoutExtension(file)).ToHashSet();

        Assert.IsEmpty(rules.Except(pages).Order(), "These rules have no page under docs/diagnostics: " + string.Join(", ", rules.Except(pages).Order()));
        Assert.IsEmpty(pages.Except(rules).Order(), "These pages have no rule: " + string.Join(", ", pages.Except(rules).Order()));
    }

    [TestMethod]
    public void Pages_SayWhatTheRuleSays()
    {
        foreach (var rule in RuleTable.All)
        {
            var page = File.ReadAllText(Path.Combine(PagesFolder, rule.Id + ".md"));
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", page.ReplaceLineEndings("\n"));
            foreach (var heading in (string[])["## What it means", "## Why", "## What to do"])
                Assert.Contains(heading, page, $"{rule.Id}.md");
        }
    }

    [TestMethod]
    public void Index_ListsEveryRule()
    {
        var index = File.ReadAllText(Path.Combine(PagesFolder, "index.md"));
        var expected = RuleTable.All.Select(static rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Title} |");
        var missing = expected.Where(line => !index.Contains(line, StringComparison.Ordinal)).ToList();

        Assert.IsEmpty(missing, "Add these lines to docs/diagnostics/index.md:\n" + string.Join('\n', missing));
    }

    [TestMethod]
    public void BuildFiles_ReportRulesInTheirOwnWords()
    {
        var targets = XDocument.Load(RepositoryFiles.PathOf("src/Weaver/build/Weaver.targets"));
        var errors = targets.Descendants("Error").Where(static error => error.Attribute("Code")!.Value.StartsWith("WVR", StringComparison.Ordinal)).ToList();

        CollectionAssert.AreEquivalent(
            new[] { BuildRules.OutputNotWoven.Id, BuildRules.WeaverMissing.Id },
            errors.Select(static error => error.Attribute("Code")!.Value).ToArray());
        foreach (var error in errors)
        {
            var rule = RuleTable.Find(error.Attribute("Code")!.Value)!;
            var words = Regex.Replace(error.Attribute("Text")!.Value, @"\$\(\w+\)", "#");
            Assert.AreEqual(Regex.Replace(rule.Message, @"\{\d\}", "#") + " " + rule.Remedy, words);
        }
    }
}
