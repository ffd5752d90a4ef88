using System;
using System.Linq;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Kinds;

/// <summary>Trigger probes start sessions, and probes of a session fire in its traces only.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SessionTests
{
    private const string OfSession = ""","tags":["session_id:sess-42"]""";
    private const string InDepth = """{ "typeName": "Shop", "methodName": "Depth" }""";
    private const string Snapshot = OfSession + ""","captureSnapshot":true""";

    [TestMethod]
    public void Session_StartedByATrigger_LetsItsProbesFireInThatTraceOnly()
    {
        using var receiver = new SpanReceiver();
        using var samples = new MetricReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',', Trigger("Outer"), ShopProgram.Log(OfSession), ShopProgram.Metric("COUNT").Replace("team:shop", "session_id:sess-42", StringComparison.Ordinal)));

        ShopProgram.Run(CompileMode.Release, "sync");
        ShopProgram.Run(CompileMode.Release, "nested");
        ShopProgram.Run(CompileMode.Release, "sync");

        Assert.HasCount(1, program.Events());
        foreach (var id in new[] { "l", "m" })
        {
            Assert.AreEqual(2, program.Figures(id).Drops()["sessionInactive"]);
            Assert.AreEqual(1, program.Figures(id).Captured);
            ShopProgram.AssertAddsUp(program.Figures(id));
        }

        Assert.AreEqual("EMITTING", program.Status.Probes.Single(p => p.Id == "t").Status);
    }

    [TestMethod]
    [DataRow("1", "sess-42")]
    [DataRow("2", "sess-42:2")]
    public void Session_IsNamedInTagsOfTheRoot(string level, string tag)
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',', Trigger("Outer", level), Trigger("Outer", "1", "other", "u"), ShopProgram.Log(OfSession)));

        ShopProgram.Run(CompileMode.Release, "nested");

        var root = receiver.Named("request");
        Assert.AreEqual(tag + ".other", root.GetTagItem("_dd.p.debug"));
        Assert.AreEqual("true", root.GetTagItem("_dd.ld.probe_id.t"));
        Assert.AreEqual(1, root.GetTagItem("_dd.ld.probe_id.l"));
        Assert.IsNull(receiver.Named("step").GetTagItem("_dd.p.debug"));
    }

    [TestMethod]
    public void Session_OfLevelZero_IsNotActive()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',', Trigger("Outer", "0"), ShopProgram.Log(OfSession)));

        ShopProgram.Run(CompileMode.Release, "nested");

        Assert.IsEmpty(program.Events());
    }

    [TestMethod]
    public void Session_HasABudgetForSnapshotsAndOneForMessagesInEachTrace()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',',
            Trigger("Depth", cooldown: 0), ShopProgram.Log(Snapshot, "snapshots", InDepth), ShopProgram.Log(OfSession, "messages", InDepth)));

        for (var trace = 1; trace <= 2; trace++)
        {
            ShopProgram.Asset.Call(CompileMode.Release, "RunDepth", 149);
            Assert.AreEqual(10 * trace, program.Figures("snapshots").Captured);
            Assert.AreEqual(100 * trace, program.Figures("messages").Captured);
        }

        Assert.AreEqual(100, program.Figures("messages").Drops()["budgetExceededInvocation"]);
        Assert.AreEqual(278, program.Figures("snapshots").Drops()["budgetExceededInvocation"]);
        Assert.AreEqual(2, program.Figures("snapshots").Drops()["sessionInactive"], "The snapshot is decided before the trigger, so the first call of each trace comes too early.");
        ShopProgram.AssertAddsUp(program.Figures("snapshots"));
        ShopProgram.AssertAddsUp(program.Figures("messages"));
    }

    [TestMethod]
    public void Trigger_AfterAStart_RestsForItsPeriod()
    {
        var time = new FakeTimeProvider();
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, Trigger("Outer", cooldown: 60), time: time);

        ShopProgram.Run(CompileMode.Release, "nested");
        ShopProgram.Run(CompileMode.Release, "nested");
        time.Advance(TimeSpan.FromSeconds(61));
        ShopProgram.Run(CompileMode.Release, "nested");

        Assert.AreEqual(2, program.Figures("t").Captured);
        Assert.AreEqual(1, program.Figures("t").Drops()["rateLimitProbe"]);
        ShopProgram.AssertAddsUp(program.Figures("t"));
    }

    [TestMethod]
    public void Trigger_WithoutAnActivity_StartsNothing()
    {
        using var program = ShopProgram.Arm(CompileMode.Release, Trigger("Place"));

        ShopProgram.Place(CompileMode.Release);

        Assert.AreEqual(1, program.Figures("t").Drops()["noActivity"]);
        ShopProgram.AssertAddsUp(program.Figures("t"));
    }

    private static string Trigger(string method, string level = "1", string session = "sess-42", string id = "t", int cooldown = 0) =>
        $$"""{ "id": "{{id}}", "type": "TRIGGER_PROBE", "where": { "typeName": "Shop", "methodName": "{{method}}" }, "session_id": "{{session}}", "level": {{level}}, "sampling": { "cooldownInSeconds": {{cooldown}} } }""";

    [TestMethod]
    public void Session_OfAHitThatTheRateOfAllSnapshotsRefuses_KeepsItsBudget()
    {
        var time = new FakeTimeProvider();
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(
            CompileMode.Release,
            string.Join(',', Trigger("Depth"), ShopProgram.Log(Snapshot, "l", InDepth)),
            settings => settings with { SnapshotsPerSecond = 1 },
            time);
        using var trace = new System.Diagnostics.Activity("trace").Start();

        ShopProgram.Asset.Call(CompileMode.Release, "RunDepth", 30);
        time.Advance(TimeSpan.FromSeconds(2));
        ShopProgram.Asset.Call(CompileMode.Release, "RunDepth", 0);

        var figures = program.Figures("l");
        Assert.AreEqual(2, figures.Captured);
        Assert.AreEqual(29, figures.Drops()["rateLimitGlobal"]);
        Assert.IsFalse(figures.Drops().ContainsKey("budgetExceededInvocation"));
        Assert.AreEqual(2, trace.GetTagItem("_dd.ld.probe_id.l"));
        ShopProgram.AssertAddsUp(figures);
    }
}
