using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Kinds;

/// <summary>Several probes at one place, recursion, and who may stand where.</summary>
[TestClass]
[DoNotParallelize]
public sealed class PlacementTests
{
    [TestMethod]
    public void TwoProbesOnOneMethod_WithDifferentConditions_EachFireOnTheirOwn()
    {
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',',
            ShopProgram.Log(""","when":{"dsl":"vip","json":{"ref":"vip"}},"segments":[{"str":"vip"}]""", "a"),
            ShopProgram.Log(""","when":{"dsl":"!vip","json":{"not":{"ref":"vip"}}},"segments":[{"str":"plain"}]""", "b")));

        ShopProgram.Place(CompileMode.Release, vip: true);
        ShopProgram.Place(CompileMode.Release, vip: false);

        CollectionAssert.AreEqual(new[] { "vip", "plain" }, program.Events().Select(e => e.GetProperty("message").GetString()).ToArray());
    }

    [TestMethod]
    public void ProbesOfThreeKindsOnOneLine_AllFire()
    {
        using var metrics = new MetricReceiver();
        using var spans = new SpanReceiver();
        var line = ShopProgram.Line(CompileMode.Debug, "end");
        using var program = ShopProgram.Arm(CompileMode.Debug, string.Join(',',
            ShopProgram.Log(""","segments":[{"str":"one"}]""", "a", line), ShopProgram.Log(""","segments":[{"str":"two"}]""", "b", line), ShopProgram.Metric("COUNT", where: line),
            ShopProgram.Decoration("""{"tags":[{"name":"T","value":{"segments":[{"str":"x"}]}}]}""", where: line)));

        ShopProgram.Run(CompileMode.Debug, "sync");

        CollectionAssert.AreEqual(new[] { "one", "two" }, program.Events().Select(e => e.GetProperty("message").GetString()).ToArray());
        Assert.HasCount(1, metrics.Samples);
        Assert.AreEqual("x", spans.Named("step").GetTagItem("T"));
        Assert.AreEqual(new ProbeKindStatus(2, 2, 2, 2), program.Status.Kinds["log"]);
        Assert.AreEqual(new ProbeKindStatus(1, 1, 1, 1), program.Status.Kinds["metric"]);
        Assert.AreEqual(new ProbeKindStatus(1, 1, 1, 1), program.Status.Kinds["spanDecoration"]);
    }

    [TestMethod]
    public void RecursiveMethod_WithEveryKind_FiresOnceACall()
    {
        const string Depth = """{ "typeName": "Shop", "methodName": "Depth" }""";
        using var metrics = new MetricReceiver();
        using var spans = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',',
            ShopProgram.Metric("GAUGE", ""","value":{"dsl":"n","json":{"ref":"n"}}""", where: Depth), ShopProgram.Span("Depth"), ShopProgram.Log("", where: Depth)));

        ShopProgram.Run(CompileMode.Release, "recursion");

        CollectionAssert.AreEqual(new[] { "3", "2", "1", "0" }, metrics.Samples.Select(s => s.Split(' ')[2]).ToArray());
        Assert.HasCount(4, spans.Spans);
        Assert.HasCount(4, program.Events());
    }

    [TestMethod]
    public void ReceiversThatAreWoven_AreNotObservedFromWithin()
    {
        // The listener calls a method with a probe whenever a span ends, which would never end.
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',', ShopProgram.Span("Place"), ShopProgram.Metric("COUNT")));
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "Weaver.Probes",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStarted = _ => ShopProgram.Place(CompileMode.Release),
            ActivityStopped = _ => ShopProgram.Place(CompileMode.Release),
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);

        ShopProgram.Place(CompileMode.Release);

        Assert.AreEqual(1, program.Figures("s").Captured);
        Assert.AreEqual(2, program.Figures("s").Drops()["reentrant"]);
        ShopProgram.AssertAddsUp(program.Figures("s"));
        ShopProgram.AssertAddsUp(program.Figures("m"));
    }

    [TestMethod]
    [DataRow(""" "denyList":{"packagePrefixes":[],"classes":["Shop"]} """, "deny")]
    [DataRow(""" "denyList":{"packagePrefixes":["Sh"],"classes":[]},"allowList":{"packagePrefixes":[],"classes":["Shop","Program"]} """, "deny")]
    [DataRow(""" "allowList":{"packagePrefixes":["Program"],"classes":[]} """, "allow")]
    public void ServiceConfiguration_ThatForbidsAType_BlocksItsProbesUntilItGoes(string lists, string part)
    {
        var probes = string.Join(',', ShopProgram.Log("", "inShop"), ShopProgram.Log("", "inProgram", ShopProgram.OnTick));
        using var program = ShopProgram.Arm(CompileMode.Release, probes);
        Assert.AreEqual(2, program.Status.OpenGates);

        program.Apply($$"""[ {{probes}}, { "id": "svc", "type": "SERVICE_CONFIGURATION", {{lists}} } ]""");

        var blocked = program.Status.Probes.Single(p => p.Id == "inShop");
        Assert.AreEqual("BLOCKED", blocked.Status);
        StringAssert.Contains(blocked.Message, part);
        Assert.AreEqual("INSTALLED", program.Status.Probes.Single(p => p.Id == "inProgram").Status);
        Assert.AreEqual(1, program.Status.OpenGates);
        ShopProgram.Place(CompileMode.Release);
        Assert.IsEmpty(program.Events());

        program.Apply($"[ {probes} ]");

        Assert.IsTrue(program.Status.Probes.All(p => p.Status == "INSTALLED"));
        ShopProgram.Place(CompileMode.Release);
        Assert.HasCount(1, program.Events());
    }

    [TestMethod]
    public void ServiceConfiguration_WithARate_HoldsForAllSnapshotsUntilItGoes()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var probe = ShopProgram.Log(""","captureSnapshot":true,"sampling":{"snapshotsPerSecond":1000000}""");
        using var program = ShopProgram.Arm(CompileMode.Release, probe, time: time);
        Hit(time);

        program.Apply($$"""[ {{probe}}, { "id": "svc", "type": "SERVICE_CONFIGURATION", "sampling": { "snapshotsPerSecond": 3 } } ]""");
        Hit(time);
        Assert.AreEqual(22, program.Figures("l").Captured);
        Assert.AreEqual(18, program.Figures("l").Drops()["rateLimitGlobal"]);

        program.Apply($"[ {probe} ]");
        Hit(time);
        Assert.AreEqual(42, program.Figures("l").Captured);
        ShopProgram.AssertAddsUp(program.Figures("l"));
    }

    [TestMethod]
    public void ServiceConfigurations_MoreThanOne_AreATroubleOfTheFile()
    {
        using var program = ShopProgram.Arm(CompileMode.Release, """{ "id": "a", "type": "SERVICE_CONFIGURATION" }, { "id": "b", "type": "SERVICE_CONFIGURATION" }""");

        StringAssert.Contains(program.Status.Files.Single().Errors.Single(), "'b' has no effect");
        Assert.IsEmpty(program.Status.Probes);
    }

    private static void Hit(Microsoft.Extensions.Time.Testing.FakeTimeProvider time)
    {
        for (var i = 0; i < 20; i++)
        {
            time.Advance(TimeSpan.FromTicks(1000));
            ShopProgram.Place(CompileMode.Release);
        }
    }
}
