using System;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Expressions;
using Weaver.Frames;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Runtime.Tests.Expressions;

[TestClass]
public sealed class FrameScopeTests
{
    private static readonly SiteVariable[] s_variables =
    [
        new("count", SiteVariableKind.Argument, 0, "System.Int32"),
        new("name", SiteVariableKind.Argument, 1, "System.String"),
        new("price", SiteVariableKind.Local, 2, "System.Decimal"),
        new("maybe", SiteVariableKind.Local, 3, "System.Nullable`1[System.Int32]"),
        new("day", SiteVariableKind.Local, 4, "System.DayOfWeek"),
        new("letter", SiteVariableKind.Local, 5, "System.Char"),
        new("ratio", SiteVariableKind.Local, 6, "System.Single"),
        new("@return", SiteVariableKind.Return, 7, "System.Int64"),
        SiteVariable.Exception,
        SiteVariable.Duration,
    ];

    [TestMethod]
    [DataRow("count == 3 && name == 'ann' && price == 9.5 && maybe == 4 && day == 2 && letter == letter && ratio == 0.5")]
    [DataRow("@duration > 12 && @return == 8")]
    [DataRow("isUndefined(@exception)")]
    public void Condition_OverAFrame_ReadsItsSlots(string text)
    {
        var result = Evaluate(Prepare(text), returned: true);

        Assert.AreEqual(ConditionOutcome.True, result.Outcome, result.Error?.Message);
    }

    [TestMethod]
    public void Return_WhenTheMethodThrew_HasNoValueButTheExceptionHas()
    {
        var result = Evaluate(Prepare("@exception.Message == 'gone' && @return == 8"), returned: false);

        Assert.AreEqual(ConditionOutcome.Error, result.Outcome);
        StringAssert.Contains(result.Error!.Message, "'@return' has no value here");
    }

    [TestMethod]
    [DataRow("count > 3 && name == 'bob'")]
    [DataRow("name == 'bob' || count < 0 || @duration < 1")]
    [DataRow("len(name) > 10 || startsWith(name, 'x') || ratio > 2.5")]
    public void Condition_ThatIsFalse_AllocatesNothing(string text)
    {
        var prepared = Prepare(text);
        for (var i = 0; i < 3; i++)
            Assert.AreEqual(ConditionOutcome.False, Evaluate(prepared, returned: true).Outcome);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Evaluate(prepared, returned: true);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public unsafe void Message_OfScalarsAndStrings_AllocatesNothing()
    {
        var template = Template.Create(TemplateText.Split("{name} has {count} in {@duration} ms", default), s_variables, null, RedactionRules.Default);
        var output = new TextBuffer();
        System.Collections.Generic.List<EvaluationError>? errors = null;
        var count = 3;
        var name = "ann";
        var frame = new Frame<int, string>(ref count, ref name);
        var scope = new FrameScope(new FrameView(Shape<Frame<int, string>>.Instance, Unsafe.AsPointer(ref frame), null)) { DurationMilliseconds = 12.5 };
        var before = 0L;
        for (var i = 0; i < 103; i++)
        {
            if (i == 3)
                before = GC.GetAllocatedBytesForCurrentThread();
            output.Clear();
            var budget = new EvaluationBudget(TimeSpan.FromSeconds(30));
            template.Render(scope, ref budget, output, ref errors);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual("ann has 3 in 12.5 ms", output.ToString());
        Assert.IsNull(errors);
        Assert.AreEqual(0, allocated);
    }

    private static PreparedExpression Prepare(string text) =>
        PreparedExpression.Create(ExpressionText.Parse(text), s_variables, null, RedactionRules.Default);

    private static unsafe ConditionResult Evaluate(PreparedExpression condition, bool returned)
    {
        var count = 3;
        var name = "ann";
        var price = 9.5m;
        int? maybe = 4;
        var day = DayOfWeek.Tuesday;
        var letter = 'x';
        var ratio = 0.5f;
        var result = 8L;
        var frame = new Frame<int, string, decimal, int?, DayOfWeek, char, float, long>(
            ref count, ref name, ref price, ref maybe, ref day, ref letter, ref ratio, ref result);
        var view = new FrameView(Shape<Frame<int, string, decimal, int?, DayOfWeek, char, float, long>>.Instance, Unsafe.AsPointer(ref frame), null);
        var scope = new FrameScope(view)
        {
            HasReturned = returned,
            Exception = returned ? null : new InvalidOperationException("gone"),
            DurationMilliseconds = 12.5,
        };
        var budget = new EvaluationBudget(TimeSpan.FromSeconds(30));
        return Evaluator.EvaluateCondition(condition, scope, ref budget);
    }
}
