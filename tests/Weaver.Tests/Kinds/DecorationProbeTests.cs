using System;
using System.Linq;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Kinds;

/// <summary>Span decoration probes on a woven program.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DecorationProbeTests
{
    private const string Name = """{"name":"order.name","value":{"template":"a {order.Name}","segments":[{"str":"a "},{"dsl":"order.Name","json":{"getmember":[{"ref":"order"},"Name"]}}]}}""";
    private const string Undefined = """{"name":"T","value":{"segments":[{"dsl":"nothing","json":{"ref":"nothing"}},{"dsl":"order.Name","json":{"getmember":[{"ref":"order"},"Name"]}}]}}""";
    private const string Failing = """{"name":"T","value":{"segments":[{"dsl":"order.Next.Name","json":{"getmember":[{"getmember":[{"ref":"order"},"Next"]},"Name"]}}]}}""";
    private const string Secret = """{"name":"T","value":{"segments":[{"dsl":"order.password","json":{"getmember":[{"ref":"order"},"password"]}}]}}""";
    private const string Vip = """{"dsl":"vip","json":{"ref":"vip"}}""";
    private const string FailingCondition = """{"dsl":"order.Next.Total > 1","json":{"gt":[{"getmember":[{"getmember":[{"ref":"order"},"Next"]},"Total"]},1]}}""";

    [TestMethod]
    [DataRow(""","targetSpan":"ACTIVE" """, "step", "request")]
    [DataRow(""","targetSpan":"ROOT" """, "request", "step")]
    [DataRow("", "step", "request")]
    [DataRow(""","evaluateAt":"ENTRY" """, "step", "request")]
    public void Decoration_OfATarget_SetsTagsThereOnly(string rest, string target, string other)
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Decoration($$"""{"tags":[{{Name}}]}""", rest));

        ShopProgram.Run(CompileMode.Release, "sync");

        Assert.AreEqual("a book", receiver.Named(target).GetTagItem("order.name"));
        Assert.AreEqual("d", receiver.Named(target).GetTagItem("_dd.di.order.name.probe_id"));
        Assert.IsNull(receiver.Named(other).GetTagItem("order.name"));
        Assert.IsEmpty(program.Events());
        Assert.AreEqual("EMITTING", program.Status.Probes.Single().Status);
        ShopProgram.AssertAddsUp(program.Figures("d"));
    }

    [TestMethod]
    public void Decoration_AtALine_SeesItsLocals()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Debug, ShopProgram.Decoration(
            """{"tags":[{"name":"T","value":{"segments":[{"dsl":"total","json":{"ref":"total"}}]}}]}""", where: ShopProgram.Line(CompileMode.Debug, "end")));

        ShopProgram.Run(CompileMode.Debug, "sync");

        Assert.AreEqual("42", receiver.Named("step").GetTagItem("T"));
    }

    [TestMethod]
    [DataRow(Undefined, "UndefinedValuebook", true)]
    [DataRow(Failing, null, true)]
    [DataRow(Secret, "{redacted}", true)]
    public void Decoration_WhoseValueFails_LeavesTheErrorInATag(string tag, string? value, bool hasError)
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Decoration($$"""{"tags":[{{tag}},{{Name}}]}"""));

        ShopProgram.Run(CompileMode.Release, "sync");

        var step = receiver.Named("step");
        Assert.AreEqual(value, step.GetTagItem("T"));
        Assert.AreEqual(value is null ? null : "d", step.GetTagItem("_dd.di.T.probe_id"));
        Assert.AreEqual(hasError, step.GetTagItem("_dd.di.T.evaluation_error") is not null);
        Assert.AreEqual("a book", step.GetTagItem("order.name"));
        Assert.IsFalse(step.TagObjects.Any(t => t.Value is string text && text.Contains("canary", StringComparison.Ordinal)));
        ShopProgram.AssertAddsUp(program.Figures("d"));
    }

    [TestMethod]
    public void Decoration_ThatSucceedsLater_TakesTheErrorAway()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',',
            ShopProgram.Decoration($$"""{"tags":[{{Failing}}]}""", ""","evaluateAt":"ENTRY" """, "a"),
            ShopProgram.Decoration("""{"tags":[{"name":"T","value":{"segments":[{"str":"fine"}]}}]}""", id: "b")));

        ShopProgram.Run(CompileMode.Release, "sync");

        var step = receiver.Named("step");
        Assert.AreEqual("fine", step.GetTagItem("T"));
        Assert.AreEqual("b", step.GetTagItem("_dd.di.T.probe_id"));
        Assert.IsNull(step.GetTagItem("_dd.di.T.evaluation_error"));
    }

    [TestMethod]
    public void Decorations_WithConditions_EachDecidesForItself()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Decoration($$"""
            {"when":{{Vip}},"tags":[{{Name}}]},
            {"when":{"dsl":"!vip","json":{"not":{"ref":"vip"} } },"tags":[{"name":"plain","value":{"segments":[{"str":"yes"}]} }]}
            """));

        ShopProgram.Run(CompileMode.Release, "sync");

        Assert.AreEqual("a book", receiver.Named("step").GetTagItem("order.name"));
        Assert.IsNull(receiver.Named("step").GetTagItem("plain"));
    }

    [TestMethod]
    public void Decoration_WhoseConditionFails_SetsNothingAndGivesOneErrorEventInFiveMinutes()
    {
        var time = new FakeTimeProvider();
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Decoration($$"""{"when":{{FailingCondition}},"tags":[{{Name}}]}"""), time: time);

        for (var i = 0; i < 150; i++)
            ShopProgram.Run(CompileMode.Release, "sync");

        Assert.HasCount(1, program.Events());
        Assert.IsTrue(program.Events()[0].GetProperty("debugger").GetProperty("snapshot").TryGetProperty("evaluationErrors", out _));
        Assert.AreEqual(149, program.Figures("d").Drops()["evaluationErrorThrottled"]);
        ShopProgram.AssertAddsUp(program.Figures("d"));
    }

    [TestMethod]
    public void Decoration_OfWhichOneConditionFails_SetsTheOtherTagsAndTellsOnce()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Decoration($$"""
            {"when":{{FailingCondition}},"tags":[{"name":"T","value":{"segments":[{"str":"x"}]} }]}, {"tags":[{{Name}}]}
            """), time: new FakeTimeProvider());

        ShopProgram.Place(CompileMode.Release);
        ShopProgram.Run(CompileMode.Release, "sync");
        ShopProgram.Run(CompileMode.Release, "nested");

        Assert.HasCount(1, program.Events());
        Assert.AreEqual(1, program.Figures("d").Drops()["noActivity"]);
        Assert.AreEqual(2, program.Figures("d").Captured);
        ShopProgram.AssertAddsUp(program.Figures("d"));
    }

    [TestMethod]
    public void Decoration_WithoutAnActivity_IsDroppedAndCounted()
    {
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Decoration($$"""{"tags":[{{Name}}]}"""));

        ShopProgram.Place(CompileMode.Release);

        Assert.AreEqual(1, program.Figures("d").Drops()["noActivity"]);
        ShopProgram.AssertAddsUp(program.Figures("d"));
    }

    [TestMethod]
    public void Decoration_OfWhichOneConditionFails_IsCapturedAlthoughItsErrorReachesNobody()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(
            CompileMode.Release,
            ShopProgram.Decoration($$"""{"when":{{FailingCondition}},"tags":[{"name":"T","value":{"segments":[{"str":"x"}]} }]}, {"tags":[{{Name}}]}"""),
            settings => settings with { Sinks = [] });

        ShopProgram.Run(CompileMode.Release, "sync");

        Assert.AreEqual("a book", receiver.Named("step").GetTagItem("order.name"));
        Assert.AreEqual(1, program.Figures("d").Captured);
        Assert.IsEmpty(program.Figures("d").Drops());
        Assert.AreEqual(1, program.Status.Dropped["errorEvents.dropped"]);
    }
}
