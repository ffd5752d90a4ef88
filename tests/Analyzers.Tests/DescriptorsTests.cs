using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Rules;

namespace Weaver.Analyzers.Tests;

[TestClass]
public sealed class DescriptorsTests
{
    [TestMethod]
    public void All_EveryRuleHasOneDescriptorWithItsTexts()
    {
        CollectionAssert.AreEqual(
            RuleTable.All.Select(static rule => rule.Id).ToArray(),
            Descriptors.All.Select(static descriptor => descriptor.Id).ToArray());
        foreach (var rule in RuleTable.All)
        {
            var descriptor = Descriptors.Of(rule);
            Assert.AreEqual(rule.Title, descriptor.Title.ToString());
            Assert.AreEqual(rule.Message, descriptor.MessageFormat.ToString());
            Assert.AreEqual(rule.Remedy, descriptor.Description.ToString());
            Assert.AreEqual(rule.HelpLink, descriptor.HelpLinkUri);
            Assert.AreEqual(rule.Severity.ToString(), descriptor.DefaultSeverity.ToString());
        }
    }

    [TestMethod]
    public void Of_SameRuleTwice_SameDescriptor() =>
        Assert.AreSame(Descriptors.Of(BuildRules.WeaveFailed), Descriptors.Of(BuildRules.WeaveFailed));

    [TestMethod]
    public void Of_Severities_AreThoseOfTheCompiler()
    {
        Assert.AreEqual(DiagnosticSeverity.Error, Descriptors.Of(BuildRules.WeaveFailed).DefaultSeverity);
        Assert.AreEqual(DiagnosticSeverity.Info, Descriptors.Of(BuildRules.UnsupportedTarget).DefaultSeverity);
    }
}
