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
    public void ShortForms_OfEveryKind_DoTheSame()
    {
        using var metrics = new MetricReceiver();
        using var spans = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, """
            { "id": "count", "at": "Shop.Place", "count": "placed", "when": "vip" },
            { "id": "histogram", "at": "Shop.Place", "histogram": "total", "value": "order.Total", "limits": { "hits": 1 } },
            { "id": "span", "at": "Shop.Place(Order, bool)", "span": true },
            { "id": "tags", "at": "Shop.Place", "decorate": { "order": "a {order.Name}" }, "target": "root" },
            { "id": "trigger", "at": "Shop.Outer", "trigger": "sess-42", "cooldown": "0s" },
            { "id": "detail", "at": "Shop.Place", "session": "sess-42", "log": "for {order.Name}" }
            """);

        ShopProgram.Run(CompileMode.Release, "nested");
        ShopProgram.Run(CompileMode.Release, "sync");

        CollectionAssert.AreEquivalent(new[] { "placed 1", "placed 1", "total 21" }, metrics.Samples.Select(s => string.Join(' ', s.Split(' ')[1..3])).ToArray());
        Assert.HasCount(2, spans.Spans);
        Assert.AreEqual("for book", program.Events().Single().GetProperty("message").GetString());
        foreach (var id in new[] { "count", "histogram", "span", "tags", "trigger", "detail" })
        {
            Assert.AreEqual("EMITTING", program.Status.Probes.Single(p => p.Id == id).Status, id);
            ShopProgram.AssertAddsUp(program.Figures(id));
        }
    }

    [TestMethod]
    [DataRow("isDefined(@exception)", "Fail", 1)]
    [DataRow("isDefined(@exception) == false", "Place", 1)]
    [DataRow("isDefined(@exception)", "Place", 0)]
    [DataRow("@return == 42", "Place", 1)]
    [DataRow("@duration >= 0", "Place", 1)]
    [DataRow("@duration > 100000", "Place", 0)]
    public void ConditionsAtTheExit_OfEveryKind_SeeResultExceptionAndDuration(string when, string method, int hits)
    {
        using var metrics = new MetricReceiver();
        using var spans = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, $$"""
            { "id": "count", "at": "Shop.{{method}}", "count": "ended", "when": "{{when}}", "on": "exit" },
            { "id": "tags", "at": "Shop.{{method}}", "decorate": { "T": "x" }, "when": "{{when}}" },
            { "id": "trigger", "at": "Shop.{{method}}", "trigger": "s", "when": "{{when}}", "on": "exit" }
            """);

        ShopProgram.Run(CompileMode.Release, method == "Fail" ? "throw" : "sync");

        Assert.HasCount(hits, metrics.Samples);
        foreach (var id in new[] { "count", "tags", "trigger" })
        {
            Assert.AreEqual(hits, program.Figures(id).Captured, id);
            Assert.AreEqual(1 - hits, program.Figures(id).ConditionFalse, id);
        }
    }

    [TestMethod]
    public void ProbesOfEveryKind_EditedWhileThreadsHitThem_LoseNoHit()
    {
        const int Hits = 4000;
        using var metrics = new MetricReceiver();
        using var spans = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, Edited(0));
        var woven = ShopProgram.Asset[CompileMode.Release];
        var order = Activator.CreateInstance(woven.Type("Order"))!;
        var threads = Enumerable.Range(0, 3).Select(_ => new System.Threading.Thread(() =>
        {
            for (var i = 0; i < Hits; i += 100)
            {
                woven.Call("Program", "RunDepth", 3);
                woven.Call("Program", "Ticks", order, 100);
            }
        })).ToList();

        threads.ForEach(t => t.Start());
        for (var version = 1; threads.Exists(t => t.IsAlive); version++)
            program.Apply($"[{Edited(version)}]");

        threads.ForEach(t => t.Join());
        program.Apply("[]");
        program.Events();

        var status = program.Status;
        Assert.IsGreaterThan(0, status.Captured);
        Assert.AreEqual(status.Hits, status.ConditionFalse + status.Captured + status.Dropped.Where(d => !d.Key.StartsWith("status.", StringComparison.Ordinal) && d.Key is not ("reentrantHooks" or "stackNearlyFull" or "hookFailed")).Sum(d => d.Value), string.Join(", ", status.Dropped));
        Assert.IsFalse(status.Dropped.ContainsKey("hookFailed"), string.Join(", ", status.Dropped));
        Assert.AreEqual(0, status.OpenGates);
    }

    // Now these, now those, each version another text.
    private static string Edited(int version)
    {
        const string Depth = """{ "typeName": "Shop", "methodName": "Depth" }""";
        var rest = $",\"version\":{version}";
        var all = new[]
        {
            ShopProgram.Metric("COUNT", rest, "count", ShopProgram.OnTick),
            ShopProgram.Metric("GAUGE", rest + ""","value":{"dsl":"n","json":{"ref":"n"}},"when":{"dsl":"n > 50","json":{"gt":[{"ref":"n"},50]}}""", "gauge", ShopProgram.OnTick),
            ShopProgram.Span("Depth", rest),
            ShopProgram.Decoration("""{"tags":[{"name":"T","value":{"segments":[{"dsl":"n","json":{"ref":"n"}}]}}]}""", rest, where: Depth),
            ShopProgram.Log(rest + ""","tags":["session_id:sess-42"]""", where: Depth),
            $$"""{ "id": "t", "type": "TRIGGER_PROBE", "where": {{Depth}}, "session_id": "sess-42", "level": 1, "sampling": { "cooldownInSeconds": 0 }{{rest}} }""",
        };
        return string.Join(',', all.Where((_, i) => (version + i) % 3 != 1));
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
    public void ServiceConfiguration_ThatIsBroken_LeavesTheFormerInForce()
    {
        var probe = ShopProgram.Log("");
        using var program = ShopProgram.Arm(CompileMode.Release, probe);
        program.Apply($$"""[ {{probe}}, { "id": "svc", "type": "SERVICE_CONFIGURATION", "denyList": { "classes": ["Shop"] } } ]""");

        program.Apply($$"""[ {{probe}}, { "id": "svc", "type": "SERVICE_CONFIGURATION", "denyList": "Shop" } ]""");

        Assert.AreEqual("BLOCKED", program.Status.Probes.Single(p => p.Id == "l").Status);
        Assert.AreEqual("ERROR", program.Status.Probes.Single(p => p.Id == "svc").Status);
        Assert.AreEqual(0, program.Status.OpenGates);
    }

    [TestMethod]
    [DataRow("""{ "id": "other", "type": "SERVICE_CONFIGURATION", "denyList": ["Shop"] }""")]
    [DataRow("""{ "id": "svc", "type": "SERVICE_CONFIG", "denyList": { "classes": ["Shop"] } }""")]
    [DataRow("""{ "type": "SERVICE_CONFIGURATION", "denyList": { "classes": ["Shop"] } }""")]
    [DataRow("""{ "id": "l", "type": "SERVICE_CONFIGURATION", "denyList": { "classes": ["Shop"] } }""")]
    public void ServiceConfiguration_ThatIsHardlyOneAnyMore_LeavesTheFormerInForceAndSaysSo(string broken)
    {
        var probe = ShopProgram.Log("");
        using var program = ShopProgram.Arm(CompileMode.Release, probe);
        program.Apply($$"""[ {{probe}}, { "id": "svc", "type": "SERVICE_CONFIGURATION", "denyList": { "classes": ["Shop"] } } ]""");

        program.Apply($"[ {probe}, {broken} ]");

        Assert.AreEqual("BLOCKED", program.Status.Probes.Single(p => p.Id == "l").Status);
        Assert.AreEqual(0, program.Status.OpenGates);
        Assert.Contains("The former service configuration 'svc' stays in force until the one in this file is mended.", program.Status.Files.Single().Errors);
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
