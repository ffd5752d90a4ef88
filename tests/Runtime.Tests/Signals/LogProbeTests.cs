using System;
using System.Diagnostics;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Signals;

[TestClass]
[DoNotParallelize]
public sealed class LogProbeTests
{
    private const string Snapshot = "\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":1000000}";

    [TestMethod]
    public void Message_AtReturn_ShowsArgumentsAndResult()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"), """ "segments":[{"str":"a="},{"dsl":"a","json":{"ref":"a"}},{"str":" r="},{"dsl":"@return","json":{"ref":"@return"}}]""")}]");

        Assert.AreEqual(8, host.Code.RunAdd(5, "abc"));

        var hit = host.Hits.Single();
        Assert.AreEqual("a=5 r=8", hit.Message());
        Assert.AreEqual("sample", hit.At("service").GetString());
        Assert.AreEqual("dd_debugger", hit.At("ddsource").GetString());
        Assert.AreEqual("Sample.Calculator", hit.At("logger/name").GetString());
        Assert.AreEqual("Add", hit.Snapshot().At("probe/location/method").GetString());
        Assert.IsFalse(hit.Snapshot().Has("captures"), "A plain message carries no values.");
        Assert.IsFalse(hit.Has("dd.trace_id"), "There is no activity here.");
    }

    [TestMethod]
    public void Snapshot_WithoutCondition_ShowsBothEnds()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"), Snapshot)}]");

        host.Code.RunAdd(5, "abc");

        var captures = host.Hits.Single().Snapshot().At("captures");
        Assert.AreEqual("5", captures.At("entry/arguments/a/value").GetString());
        Assert.AreEqual("WovenCode", captures.At("entry/arguments/this/type").GetString());
        Assert.IsFalse(captures.Has("entry/locals"), "No local exists at entry.");
        Assert.AreEqual("8", captures.At("return/locals/sum/value").GetString());
        Assert.AreEqual("8", captures.At("return/locals/@return/value").GetString());
        Assert.IsTrue(host.Hits.Single().Snapshot().At("duration").GetDouble() >= 0);
        Assert.IsTrue(host.Hits.Single().Snapshot().At("stack").GetArrayLength() > 0);
    }

    [TestMethod]
    public void Snapshot_WithConditionAtExit_ShowsTheReturnOnly()
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("p", Method("Add"), Snapshot + ""","when":{"dsl":"@return > 9","json":{"gt":[{"ref":"@return"},9]}}""")}}]""");

        host.Code.RunAdd(5, "abc");
        host.Code.RunAdd(7, "abc");

        var captures = host.Hits.Single().Snapshot().At("captures");
        Assert.IsFalse(captures.Has("entry"));
        Assert.AreEqual("10", captures.At("return/locals/@return/value").GetString());
        Assert.AreEqual(2, host.Probe("p").Hits);
        Assert.AreEqual(1, host.Probe("p").Matched);
    }

    [TestMethod]
    public void Snapshot_WithConditionAtEntry_ShowsBothEndsOfMatchingCalls()
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("p", Method("Add"), Snapshot + ""","evaluateAt":"ENTRY","when":{"dsl":"a > 6","json":{"gt":[{"ref":"a"},6]}},"segments":[{"dsl":"a","json":{"ref":"a"}}]""")}}]""");

        host.Code.RunAdd(5, "abc");
        host.Code.RunAdd(7, "abc");

        var hit = host.Hits.Single();
        Assert.AreEqual("7", hit.Message());
        Assert.AreEqual("7", hit.Snapshot().At("captures/entry/arguments/a/value").GetString());
        Assert.AreEqual("10", hit.Snapshot().At("captures/return/locals/@return/value").GetString());
    }

    [TestMethod]
    public void Snapshot_OfThrow_ShowsExceptionAndRedactsOnce()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Fail"), Snapshot)}]");

        var thrown = Assert.ThrowsExactly<InvalidOperationException>(() => host.Code.RunFail("hunter2", throwsTwice: true));

        Assert.AreEqual("no stock", thrown.Message);
        var end = host.Hits.Single().Snapshot().At("captures/return");
        Assert.AreEqual("no stock", end.At("throwable/message").GetString());
        Assert.AreEqual("System.InvalidOperationException", end.At("throwable/type").GetString());
        Assert.IsTrue(end.Has("locals/@exception"));
        Assert.AreEqual("redactedIdent", end.At("arguments/password/notCapturedReason").GetString());
        Assert.AreEqual("'span' is a ref struct, which cannot be shown.", end.At("locals/span/notCapturedReason").GetString());
        Assert.IsFalse(host.Hits.Single().GetRawText().Contains("hunter2", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Line_Armed_ShowsOnlyWhatIsAssigned()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("ten", Line(10), Snapshot)},{LogProbe("eleven", Line(11), Snapshot)}]");

        host.Code.RunAdd(5, "abc");

        var hits = host.Hits;
        Assert.HasCount(2, hits);
        Assert.IsFalse(hits[0].Snapshot().Has("captures/lines/10/locals"));
        Assert.AreEqual("5", hits[0].Snapshot().At("captures/lines/10/arguments/a/value").GetString());
        Assert.AreEqual("8", hits[1].Snapshot().At("captures/lines/11/locals/sum/value").GetString());
        Assert.AreEqual("11", hits[1].Snapshot().At("probe/location/lines")[0].GetString());
        Assert.AreEqual(WovenCode.Document, hits[1].Snapshot().At("probe/location/file").GetString());
    }

    [TestMethod]
    public void CaptureExpressions_OneFails_OthersStay()
    {
        using var host = new DebuggerHost();
        const string Expressions = """ "captureExpressions":[{"name":"twice","expr":{"dsl":"sum","json":{"ref":"sum"}}},{"name":"bad","expr":{"dsl":"label[99]","json":{"index":[{"ref":"label"},99]}}}]""";
        host.Apply($"[{LogProbe("p", Method("Add"), Expressions)}]");

        host.Code.RunAdd(5, "abc");

        var snapshot = host.Hits.Single().Snapshot();
        Assert.AreEqual("8", snapshot.At("captures/return/captureExpressions/twice/value").GetString());
        Assert.IsFalse(snapshot.Has("captures/return/captureExpressions/bad"));
        Assert.AreEqual("label[99]", snapshot.At("evaluationErrors")[0].At("expr").GetString());
    }

    [TestMethod]
    public void Condition_Fails_OneErrorEventInFiveMinutes()
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("p", Method("Add"), Snapshot + ""","when":{"dsl":"label[9] == 1","json":{"eq":[{"index":[{"ref":"label"},9]},1]}},"segments":[{"str":"hello"}]""")}}]""");

        for (var i = 0; i < 5; i++)
            host.Code.RunAdd(5, "abc");

        var hit = host.Hits.Single();
        Assert.AreEqual("hello", hit.Message());
        Assert.IsEmpty(hit.Snapshot().At("captures").EnumerateObject().ToList());
        Assert.AreEqual(1, hit.Snapshot().At("evaluationErrors").GetArrayLength());
        Assert.AreEqual(4, host.Probe("p").Dropped["evaluationErrorThrottled"]);
        Assert.AreEqual("INSTALLED", host.Probe("p").Status, "An error is no emission.");

        host.Time.Advance(TimeSpan.FromSeconds(301));
        host.Code.RunAdd(5, "abc");
        Assert.HasCount(2, host.Hits);
    }

    [TestMethod]
    public void Rate_OfSnapshots_IsOnePerSecondByDefault()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"), "\"captureSnapshot\":true")}]");

        for (var i = 0; i < 150; i++)
            host.Code.RunAdd(i, "abc");

        Assert.HasCount(1, host.Hits);
        Assert.AreEqual(149, host.Probe("p").Dropped["rateLimitProbe"]);
        host.Time.Advance(TimeSpan.FromSeconds(1.1));
        host.Code.RunAdd(1, "abc");
        Assert.HasCount(2, host.Hits);
    }

    [TestMethod]
    public void Rate_OfPlainMessages_LetsShortBurstsPass()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"))}]");

        for (var i = 0; i < 60; i++)
            host.Code.RunAdd(i, "abc");

        Assert.AreEqual(50, host.Probe("p").Captured, "A hundredth of the 5000 a second.");
        Assert.AreEqual(10, host.Probe("p").Dropped["rateLimitProbe"]);
    }

    [TestMethod]
    public void Rate_IsAskedAfterTheCondition()
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("p", Method("Add"), """ "captureSnapshot":true,"when":{"dsl":"a == 99","json":{"eq":[{"ref":"a"},99]}}""")}}]""");

        for (var i = 0; i < 100; i++)
            host.Code.RunAdd(i, "abc");

        Assert.AreEqual("99", host.Hits.Single().Snapshot().At("captures/return/arguments/a/value").GetString());
    }

    [TestMethod]
    public void GlobalBudget_UsedUp_IsCountedAtTheProbe()
    {
        using var host = new DebuggerHost(s => s with { SnapshotsPerSecond = 2 });
        host.Apply($"[{LogProbe("p", Method("Add"), Snapshot)},{LogProbe("plain", Method("Add"))}]");

        for (var i = 0; i < 5; i++)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
            host.Code.RunAdd(i, "abc");
        }

        Assert.AreEqual(2, host.Probe("p").Captured);
        Assert.AreEqual(3, host.Probe("p").Dropped["rateLimitGlobal"]);
        Assert.AreEqual(5, host.Probe("plain").Captured, "Plain messages do not draw on the budget.");
    }

    [TestMethod]
    public void Activity_Current_LinksTheEvent()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"))}]");
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        host.Code.RunAdd(5, "abc");

        Assert.AreEqual(activity.TraceId.ToHexString(), host.Hits.Single().At("dd.trace_id").GetString());
        Assert.AreEqual(Convert.ToUInt64(activity.SpanId.ToHexString(), 16).ToString(), host.Hits.Single().At("dd.span_id").GetString());
    }

    [TestMethod]
    public void MaxHits_Reached_TheProbeTakesItselfOut()
    {
        using var host = new DebuggerHost();
        host.Apply("""[{"id":"p","at":"Sample.Calculator.Add","log":"hit","limits":{"hits":2}}]""");

        for (var i = 0; i < 5; i++)
            host.Code.RunAdd(i, "abc");

        Assert.HasCount(2, host.Hits);
        Assert.AreEqual(0, host.Status.OpenGates);
        Assert.AreEqual("EMITTING", host.Probe("p").Status);
        StringAssert.Contains(host.Probe("p").Message, "after 2 hits");
    }

    [TestMethod]
    public void MaxHits_ConcurrentHits_AreNeverOvershotAndAllCounted()
    {
        const int Most = 20;
        using var host = new DebuggerHost();
        host.Apply($$$"""[{"id":"p","at":"Sample.Calculator.Add","log":"hit","limits":{"hits":{{{Most}}},"perSecond":5000}}]""");

        Parallel.For(0, 400, i => host.Code.RunAdd(i, "abc"));

        var probe = host.Probe("p");
        Assert.HasCount(Most, host.Hits);
        Assert.AreEqual(Most, probe.Captured);
        Assert.AreEqual(probe.Hits, probe.Captured + probe.Dropped.Values.Sum());
    }

    [TestMethod]
    public void MaxHits_LastOneUnderWay_OtherCallsAreRefusedAndCounted()
    {
        using var host = new DebuggerHost();
        host.Apply("""[{"id":"p","at":"Sample.Calculator.Loop","snapshot":true,"limits":{"hits":1}}]""");
        host.Code.BeforeIteration = i =>
        {
            host.Code.BeforeIteration = null;
            host.Time.Advance(TimeSpan.FromSeconds(5));
            host.Code.RunLoop(1);
        };

        host.Code.RunLoop(1);

        var probe = host.Probe("p");
        Assert.AreEqual(1, probe.Captured);
        Assert.AreEqual(2, probe.Hits);
        Assert.AreEqual(1, probe.Dropped["maxHitsReached"]);
    }

    [TestMethod]
    public void MaxHits_AfterAnEventThatGotLost_GivesItsPlaceToAnother()
    {
        using var host = new DebuggerHost();
        var probe = """[{"id":"p","at":"Sample.Calculator.Loop","snapshot":true,"limits":{"hits":1}}]""";
        host.Apply(probe);
        host.Code.BeforeIteration = i =>
        {
            host.Code.BeforeIteration = null;
            host.Load(ManifestFormat.Write(WovenCode.CreateManifest()));
            host.Flush();
        };
        var first = host.Code;
        first.RunLoop(1);
        host.Time.Advance(TimeSpan.FromSeconds(5));

        first.RunLoop(1);

        Assert.AreEqual(1, host.Probe("p").Dropped["probeRemoved"]);
        Assert.AreEqual(1, host.Probe("p").Captured);
    }

    [TestMethod]
    public void Probe_RemovedOrReplacedWhileACallRuns_CountsItsHitAsDropped()
    {
        using var host = new DebuggerHost();
        var condition = Snapshot + ",\"when\":{\"dsl\":\"n > 100\",\"json\":{\"gt\":[{\"ref\":\"n\"},100]}}";
        foreach (var after in new[] { "[]", $"[{LogProbe("p", Method("Loop"), Snapshot, 1)}]", $"[{LogProbe("p", Method("Loop"), condition, 1)}]" })
        {
            host.Apply($"[{LogProbe("p", Method("Loop"), Snapshot)}]");
            host.Time.Advance(TimeSpan.FromSeconds(5));
            var before = host.Status;
            host.Code.BeforeIteration = _ => host.Apply(after);

            host.Code.RunLoop(1);

            var status = host.Status;
            Assert.AreEqual(before.Dropped.GetValueOrDefault("probeRemoved") + 1, status.Dropped["probeRemoved"], after);
            Assert.AreEqual(0, status.Captured);
        }
    }

    [TestMethod]
    public void CaptureTime_UsedUp_LeavesOutFilesAndLinesAndCounts()
    {
        using var host = new DebuggerHost(s => s with { CaptureTimeout = TimeSpan.FromMilliseconds(10) }, time: new SteppingTime(TimeSpan.FromSeconds(1)));
        host.Apply($$"""[{{LogProbe("p", Method("Fail"), Snapshot)}}]""");

        Assert.ThrowsExactly<InvalidOperationException>(() => host.Code.RunFail("x"));

        var snapshot = host.Hits.Single().Snapshot();
        var frames = snapshot.At("stack").EnumerateArray().ToList();
        Assert.IsTrue(frames.Any(f => f.GetProperty("function").GetString()!.EndsWith("WovenCode.RunFail", StringComparison.Ordinal)));
        Assert.IsFalse(frames.Any(f => f.Has("fileName")));
        Assert.AreEqual("no stock", snapshot.At("captures/return/throwable/message").GetString());
        Assert.AreEqual(2, host.Debugger.Parts.Counters.Read("capture.incomplete{reason:symbols}"), "The stack of the call and that of the exception.");
    }

    [TestMethod]
    public void Snapshot_OfADeepValue_CountsWhatWasLeftOut()
    {
        using var host = new DebuggerHost();
        host.Apply("""[{"id":"p","at":"Sample.Calculator.Add","snapshot":true,"limits":{"length":2}}]""");

        host.Code.RunAdd(5, "abc");

        Assert.AreEqual(2, host.Debugger.Parts.Counters.Read("capture.incomplete{reason:stringLength}"), "At the entry and at the return.");
    }

    [TestMethod]
    public void Local_NotAliveAtEntry_GivesAnEvaluationError()
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("p", Method("Add"), """ "evaluateAt":"ENTRY","segments":[{"dsl":"sum","json":{"ref":"sum"}}]""")}}]""");

        host.Code.RunAdd(5, "abc");

        StringAssert.Contains(host.Hits.Single().Snapshot().At("evaluationErrors")[0].At("message").GetString(), "does not exist at the entry");
        StringAssert.Contains(host.Probe("p").Message, "The message does not fit here");
    }
}
