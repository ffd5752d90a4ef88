using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

/// <summary>A tree printed as text and read again is the same tree.</summary>
[TestClass]
public sealed class ExpressionRoundTripTests
{
    [TestMethod]
    public void Print_OfAnyTree_ReadsBackToTheSameTree()
    {
        for (var seed = 0; seed < 20_000; seed++)
            AssertSame(new RandomTrees(seed).Next(1 + (seed % 7)), $"seed {seed}");
    }

    [TestMethod]
    public void Print_OfTheDeepestTrees_IsNotTooDeepToRead()
    {
        for (var seed = 0; seed < 5000; seed++)
            AssertSame(new RandomTrees(seed).Chain(Expression.MaxDepth), $"seed {seed}");
    }

    [TestMethod]
    [DataRow("`a b`.`c\\`d`", "a b", "c`d")]
    [DataRow("`true`.`1`", "true", "1")]
    [DataRow("`@other`.null", "@other", "null")]
    public void QuotedName_MayHoldAnything(string text, string name, string member)
    {
        var read = (MemberExpression)ExpressionText.Parse(text).Expression!;

        Assert.AreEqual(name, ((ReferenceExpression)read.Target).Name);
        Assert.AreEqual(member, read.Name);
        Assert.AreEqual(text, read.ToString());
    }

    [TestMethod]
    [DataRow("any(items, `x` => x == 1)", 16)]
    [DataRow("a.`len`()", 8)]
    [DataRow("``", 1)]
    [DataRow("`a", 1)]
    public void QuotedName_IsNeverAWordOfTheLanguage(string text, int column) =>
        Assert.AreEqual(column, ExpressionText.Parse(text).Error?.Position.Column, ExpressionText.Parse(text).Error?.ToString());

    [TestMethod]
    [DataRow("9223372036854775807", "9223372036854775807")]
    [DataRow("-9223372036854775808", "-9223372036854775808")]
    [DataRow("9223372036854775808", "9.223372036854776E+18")]
    public void Integer_BeyondItsRange_IsADoubleAsInJson(string text, string printed)
    {
        Assert.AreEqual(printed, ExpressionText.Parse(text).Expression!.ToString());
        Assert.AreEqual(printed, ExpressionParser.Parse(JsonReader.Read(text), "", default).Expression!.ToString());
    }

    private static void AssertSame(Expression tree, string message)
    {
        var text = tree.ToString();
        var read = ExpressionText.Parse(text);

        Assert.IsNull(read.Error, $"{message}: {text}: {read.Error}");
        Assert.AreEqual(TreeShape.Of(tree), TreeShape.Of(read.Expression), $"{message}: {text}");
        Assert.AreEqual(text, read.Expression!.ToString(), message);
    }
}
