using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Expressions;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

[TestClass]
public sealed class ExpressionBinderTests
{
    [TestMethod]
    [DataRow("count > 2 && order.Total > 10.5")]
    [DataRow("order.Id == 'x' || _rate != null")]
    [DataRow("any(names, x => x.startsWith('a'))")]
    [DataRow("any(stock, (k, v) => k == 'a' && v > 1)")]
    [DataRow("names[0] == 'x' || stock['a'] == 1")]
    [DataRow("isDefined(nothing.at.all)")]
    [DataRow("order.OfDerived == 1")]
    [DataRow("anything.You.Like > 3")]
    [DataRow("@duration > 1 && @exception.Message == 'x'")]
    public void Bind_WhatFits_HasNoProblem(string text)
    {
        var problems = Bind(text).Problems;

        Assert.AreEqual(0, problems.Count, string.Join(" ", problems));
    }

    [TestMethod]
    [DataRow("counter > 2", "Did you mean 'count'?", 1)]
    [DataRow("true && nothing == 1", "does not exist here", 9)]
    [DataRow("count.Length > 1", "does not exist on type System.Int32", 1)]
    [DataRow("order.Computed == 1", "cannot be safely read", 1)]
    [DataRow("count == 'x'", "reference type cannot be compared", 1)]
    [DataRow("count && true", "true or false", 1)]
    [DataRow("!count", "true or false", 1)]
    [DataRow("len(count)", "ICollection", 1)]
    [DataRow("startsWith(count, 'x')", "needs strings", 1)]
    [DataRow("any(count, true)", "Source must be", 1)]
    [DataRow("contains(count, 1)", "'contains' needs a string, or a collection", 1)]
    [DataRow("contains(names[0], 1)", "needs strings", 1)]
    [DataRow("substring(names[0], 'a', 2)", "whole numbers", 1)]
    [DataRow("substring(names[0], 0, flag)", "whole numbers", 1)]
    [DataRow("substring(count, 0, 1)", "needs strings", 1)]
    [DataRow("@it == 1", "only inside any, all and filter", 1)]
    [DataRow("any(names, @key == 'x')", "dictionary", 12)]
    [DataRow("names['x'] == 1", "whole number", 1)]
    [DataRow("flag > true", "cannot be compared", 1)]
    [DataRow("@return == 1", "at the exit", 1)]
    [DataRow("hidden == 1", "The optimizer keeps it nowhere.", 1)]
    public void Bind_WhatDoesNotFit_TellsWhereAndWhy(string text, string part, int column)
    {
        var problem = Bind(text).Problems[0];

        StringAssert.Contains(problem.Message, part);
        Assert.AreEqual(column, problem.Position.Column);
    }

    [TestMethod]
    public void Bind_ThousandsOfWrongNames_TellsOfTheFirstFew()
    {
        var problems = Bind(string.Join(" || ", Enumerable.Range(0, 2000).Select(i => "wrong" + i))).Problems;

        Assert.AreEqual(8, problems.Count);
    }

    [TestMethod]
    public void Bind_WithoutTypes_ChecksNamesOnly()
    {
        var variables = new[] { new SiteVariable("count", SiteVariableKind.Local, 0, "System.Int32") };

        Assert.AreEqual(0, ExpressionBinder.Bind(ExpressionText.Parse("count.Anything == 'x'").Expression!, variables).Problems.Count);
        Assert.AreEqual(1, ExpressionBinder.Bind(ExpressionText.Parse("amount == 1").Expression!, variables).Problems.Count);
    }

    [TestMethod]
    public void Bind_BareNameWithThis_BecomesAMember()
    {
        var bound = (BinaryExpression)Bind("_rate == 1").Expression;

        Assert.AreEqual("this", ((VariableExpression)((MemberExpression)bound.Left).Target).Variable.Name);
    }

    [TestMethod]
    public void Bind_RedactedNames_AreReplacedAndNoProblem()
    {
        var variables = new[] { new SiteVariable("user", SiteVariableKind.Local, 0, ""), new SiteVariable("password", SiteVariableKind.Local, 1, "") };
        foreach (var text in new[] { "password", "user.password", "user['password']" })
        {
            var result = ExpressionBinder.Bind(ExpressionText.Parse(text).Expression!, variables, null, static name => name == "password");

            Assert.IsInstanceOfType<RedactedExpression>(result.Expression, text);
            Assert.AreEqual(0, result.Problems.Count);
        }
    }

    private static BindingResult Bind(string text)
    {
        var types = new Dictionary<string, Type?>
        {
            ["this"] = typeof(Service), ["count"] = typeof(int), ["flag"] = typeof(bool), ["order"] = typeof(Order),
            ["names"] = typeof(List<string>), ["stock"] = typeof(Dictionary<string, int>), ["anything"] = typeof(object), ["hidden"] = typeof(int),
        };
        var variables = types.Keys
            .Select((name, slot) => new SiteVariable(
                name, name == "this" ? SiteVariableKind.This : SiteVariableKind.Local, slot, "", name == "hidden" ? "The optimizer keeps it nowhere." : null))
            .Append(SiteVariable.Duration).Append(SiteVariable.Exception).ToArray();
        return ExpressionBinder.Bind(
            ExpressionText.Parse(text).Expression!, variables, new ReflectionTypeModel(variable => types.GetValueOrDefault(variable.Name)));
    }

    private sealed class Service
    {
        internal double? _rate = 1;
    }

    private class Order
    {
        public string Id { get; set; } = "";

        public decimal Total { get; set; }

        public int Computed => throw new InvalidOperationException();
    }
}
