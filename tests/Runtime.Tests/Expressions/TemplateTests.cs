using System;
using System.Collections.Generic;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Runtime.Tests.Expressions;

[TestClass]
public sealed class TemplateTests
{
    [TestMethod]
    public void Render_Scalars_UsesTheInvariantCulture()
    {
        var previous = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
        try
        {
            var scope = new SomeScope().With("i", -7).With("d", 1234.5).With("m", 2.50m).With("b", true).With("c", 'x').With("u", ulong.MaxValue)
                .With("n", null).With("day", DayOfWeek.Friday).With("t", new TimeSpan(0, 1, 2)).With("when", new DateTime(2020, 1, 2))
                .With("g", Guid.Empty).With("uri", new Uri("http://a/b")).With("sb", new StringBuilder("text")).With("f", 0.5f);

            Assert.AreEqual(
                "-7 1234.5 2.50 True x 18446744073709551615 null Friday 00:01:02 01/02/2020 00:00:00 00000000-0000-0000-0000-000000000000 http://a/b text 0.5",
                scope.Render("{i} {d} {m} {b} {c} {u} {n} {day} {t} {when} {g} {uri} {sb} {f}", out var errors));
            Assert.IsEmpty(errors);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = previous;
        }
    }

    [TestMethod]
    public void Render_CollectionsAndObjects_ShowsTheFirstFew()
    {
        var scope = new SomeScope()
            .With("none", new List<int>()).With("ints", new[] { 1, 2, 3, 4 }).With("mixed", new List<object?> { "a", null, new Thing() })
            .With("map", new Dictionary<string, int> { ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4 })
            .With("thing", new Thing()).With("error", new InvalidOperationException("broken")).With("bare", new object());

        Assert.AreEqual("[]", scope.Render("{none}", out _));
        Assert.AreEqual("[1, 2, 3, ...]", scope.Render("{ints}", out _));
        Assert.AreEqual("[a, null, " + typeof(Thing) + "]", scope.Render("{mixed}", out _));
        Assert.AreEqual("{[one, 1], [two, 2], [three, 3], ...}", scope.Render("{map}", out _));
        Assert.AreEqual("_text=t, Auto=5, _other=" + typeof(Thing) + ", [1, 2], _span=00:00:00, ...", scope.Render("{thing}", out _));
        Assert.AreEqual("System.InvalidOperationException, broken, ", scope.Render("{error}", out _));
        Assert.AreEqual("System.Object", scope.Render("{bare}", out _));
    }

    [TestMethod]
    [DataRow("a{missing}b", "aUndefinedValueb", EvaluationErrorKind.Unbound)]
    [DataRow("a{thing.Nope}b", "aUndefinedValueb", EvaluationErrorKind.Unbound)]
    [DataRow("a{len(thing)}b", "aUndefinedValueb", EvaluationErrorKind.Unbound)]
    [DataRow("a{nothing.x}b", "ab", EvaluationErrorKind.Runtime)]
    [DataRow("a{ints[9]}b", "ab", EvaluationErrorKind.Runtime)]
    [DataRow("a{password}b", "a{redacted}b", EvaluationErrorKind.Redacted)]
    public void Render_SegmentThatFails_LeavesItsTextAndAnError(string template, string expected, Enum kind)
    {
        var scope = new SomeScope().With("thing", new Thing()).With("nothing", null).With("ints", new[] { 1 }).With("password", "x");

        Assert.AreEqual(expected, scope.Render(template, out var errors));
        Assert.HasCount(1, errors);
        Assert.AreEqual<Enum>(kind, errors[0].Kind);
    }

    [TestMethod]
    public void Render_BudgetUsedUp_LeavesTheRestOutWithOneError()
    {
        var scope = new SomeScope { Limit = TimeSpan.Zero }.With("i", 1);

        Assert.AreEqual("a  b", scope.Render("a{i} {i} b", out var errors));
        Assert.HasCount(1, errors);
        Assert.AreEqual(EvaluationErrorKind.Timeout, errors[0].Kind);
    }

    [TestMethod]
    public void Create_WhatDoesNotBind_IsToldBeforeTheFirstHit()
    {
        var template = Template.Create(TemplateText.Split("{missing}", default), [], null, RedactionRules.Default);

        Assert.HasCount(1, template.Problems);
        StringAssert.Contains(template.Problems[0].Message, "missing");
    }

    [TestMethod]
    public void TextBuffer_BeyondItsLimit_IsCutOnceAndKeepsPairsWhole()
    {
        var buffer = new TextBuffer(5);
        buffer.Append("abcd");
        buffer.Append("\U0001F600x");
        buffer.Append("more");

        Assert.AreEqual("abcd...", buffer.ToString());
        Assert.IsTrue(buffer.IsCut);

        buffer.Clear();
        buffer.Append(12);
        Assert.AreEqual("12", buffer.ToString());
        Assert.IsFalse(buffer.IsCut);
    }

    private sealed class Thing
    {
        private readonly string _text = "t";

        public int Auto { get; } = 5;

        private readonly Thing? _other;
        private readonly List<int> _items = [1, 2];
        private readonly TimeSpan _span = TimeSpan.Zero;
        private readonly int _last = 1;

        public Thing(Thing? other = null) => _other = other;

        public override string ToString() => throw new AssertFailedException("ToString ran with " + _text + _other + _items + _span + _last);
    }
}
