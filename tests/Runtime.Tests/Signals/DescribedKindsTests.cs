using System;
using System.Diagnostics;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Signals;

/// <summary>The described conformance cases about span decorations, metrics and the global rate of a service configuration. Each test names its case.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DescribedKindsTests
{
    private const string Snapshot = "\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":1000000}";
    private const string Label = """{"dsl":"label","json":{"ref":"label"}}""";
    private const string A = """{"dsl":"a","json":{"ref":"a"}}""";
    private const string Undefined = """{"dsl":"nothing","json":{"ref":"nothing"}}""";

    // The local is 12 and the argument 3: the condition holds.
    private const string SumAboveA = """{"dsl":"sum > a","json":{"gt":[{"ref":"sum"},{"ref":"a"}]}}""";
    private const string Fails = """{"dsl":"nothing > a","json":{"gt":[{"ref":"nothing"},{"ref":"a"}]}}""";

    // probe-decoration-simple
    [TestMethod]
    public void Decoration_OfOneTag_SetsItAndSaysWhoseItIs()
    {
        using var activity = Decorate(SumAboveA, Tag("T", Label));

        Assert.AreEqual("Run text!", activity.GetTagItem("T"));
        Assert.AreEqual("d", activity.GetTagItem("_dd.di.T.probe_id"));
    }

    // probe-decoration-two-tags
    [TestMethod]
    public void Decoration_OfTwoTags_SetsBoth()
    {
        using var activity = Decorate(SumAboveA, Tag("T", Label), Tag("T2", A));

        Assert.AreEqual("Run text!", activity.GetTagItem("T"));
        Assert.AreEqual("3", activity.GetTagItem("T2"));
        Assert.AreEqual("d", activity.GetTagItem("_dd.di.T2.probe_id"));
    }

    // probe-decoration-two-segments-one-error
    [TestMethod]
    public void Decoration_OfWhichOnePieceFails_SetsTheRestAndTheError()
    {
        using var activity = Decorate(SumAboveA, Tag("T", Undefined, Label));

        Assert.AreEqual("UndefinedValueRun text!", activity.GetTagItem("T"));
        Assert.IsNotNull(activity.GetTagItem("_dd.di.T.evaluation_error"));
    }

    // probe-decoration-when-error
    [TestMethod]
    public void Decoration_WhoseConditionFails_SetsNothing()
    {
        using var activity = Decorate(Fails, Tag("T", Label));

        Assert.IsEmpty(activity.TagObjects);
    }

    // rate-span-error-150-hits
    [TestMethod]
    public void Decoration_WhoseConditionFailsAtEveryHit_TellsOnce()
    {
        using var host = new DebuggerHost();
        using var activity = new Activity("request").Start();
        host.Apply($"[{Decoration(Fails, Tag("T", Label))}]");

        for (var i = 0; i < 150; i++)
            host.Code.RunAdd(3, "x");

        Assert.HasCount(1, host.Hits);
    }

    // rate-gate-span-decoration
    [TestMethod]
    public void Decoration_WithTheGlobalRateUsedUp_IsSet()
    {
        using var activity = Decorate(SumAboveA, new DebuggerHost(s => s with { SnapshotsPerSecond = 0 }), Tag("T", Label));

        Assert.IsNotNull(activity.GetTagItem("T"));
    }

    // rate-gate-metric
    [TestMethod]
    public void Metric_WithTheGlobalRateUsedUp_IsNotRefused()
    {
        using var host = new DebuggerHost(s => s with { SnapshotsPerSecond = 0 });
        host.Apply($$"""[{"id":"m","type":"METRIC_PROBE","language":"dotnet","where":{{Method("Loop")}},"kind":"COUNT","metricName":"hits"}]""");

        host.Code.RunLoop(1);

        Assert.AreEqual(1, host.Probe("m").Matched);
        Assert.IsFalse(host.Probe("m").Dropped.Keys.Any(k => k.StartsWith("rateLimit", StringComparison.Ordinal)));
    }

    // rate-global-reset and rate-global-service-removed
    [TestMethod]
    public void GlobalRate_OfAServiceConfiguration_EndsWithIt()
    {
        using var host = new DebuggerHost();
        Assert.AreEqual(100.0, Rate(host));

        host.Apply($"[{Service(42)}]");
        Assert.AreEqual(42.0, Rate(host));

        host.Remove();
        Assert.AreEqual(100.0, Rate(host));
    }

    // rate-global-probe-only-update
    [TestMethod]
    public void GlobalRate_OfTheSameConfigurationBesideAnotherProbe_IsNotSetAgain()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{Service(1)},{LogProbe("a", Method("Loop"), Snapshot)}]");
        host.Code.RunLoop(1);

        host.Apply($"[{Service(1)},{LogProbe("a", Method("Loop"), Snapshot)},{LogProbe("b", Method("Add"), Snapshot)}]");
        host.Code.RunAdd(1, "x");

        Assert.AreEqual(1, host.Probe("b").Dropped["rateLimitGlobal"], "What was used up stays used up.");
    }

    private static double Rate(DebuggerHost host) => host.Debugger.Parts.Signals.GlobalLimiter.PerSecond;

    private static string Service(int perSecond) => $$"""{"id":"service","type":"SERVICE_CONFIGURATION","language":"dotnet","sampling":{"snapshotsPerSecond":{{perSecond}}} }""";

    private static string Tag(string name, params string[] pieces) => "{\"name\":\"" + name + "\",\"value\":{\"segments\":[" + string.Join(",", pieces) + "]}}";

    private static string Decoration(string when, params string[] tags) =>
        "{\"id\":\"d\",\"type\":\"SPAN_DECORATION_PROBE\",\"language\":\"dotnet\",\"evaluateAt\":\"EXIT\",\"where\":" + Method("Add")
        + ",\"targetSpan\":\"ACTIVE\",\"decorations\":[{\"when\":" + when + ",\"tags\":[" + string.Join(",", tags) + "]}]}";

    private static Activity Decorate(string when, params string[] tags) => Decorate(when, new DebuggerHost(), tags);

    private static Activity Decorate(string when, DebuggerHost debugger, params string[] tags)
    {
        using var host = debugger;
        var activity = new Activity("request").Start();
        host.Apply($"[{Decoration(when, tags)}]");
        Assert.AreEqual(12, host.Code.RunAdd(3, "Run text!"));
        activity.Stop();
        return activity;
    }
}
