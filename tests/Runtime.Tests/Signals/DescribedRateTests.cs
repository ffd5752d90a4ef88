using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Signals;

/// <summary>The described conformance cases about limits: which of them is asked, in which order, and what a refusal costs. Each test names its case.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DescribedRateTests
{
    private const string Snapshot = "\"captureSnapshot\":true";
    private const string NoRate = ",\"sampling\":{\"snapshotsPerSecond\":0}";
    private const string AnyRate = ",\"sampling\":{\"snapshotsPerSecond\":1000000}";
    private const string FailingCondition = ""","when":{"dsl":"missing > 1","json":{"gt":[{"ref":"missing"},1]}}""";
    private const string AtEntry = ",\"evaluateAt\":\"ENTRY\"";

    // rate-gate-snapshot-probe-rejects
    [TestMethod]
    public void SnapshotProbe_RefusedByItsOwnRate_TakesNothingFromTheGlobalOne()
    {
        using var host = new DebuggerHost(s => s with { SnapshotsPerSecond = 1 });
        host.Apply($"[{LogProbe("refused", Method("Loop"), Snapshot + NoRate)},{LogProbe("other", Method("Add"), Snapshot + AnyRate)}]");

        host.Code.RunLoop(1);
        host.Code.RunAdd(1, "a");

        Assert.AreEqual(1, host.Probe("refused").Dropped["rateLimitProbe"]);
        Assert.AreEqual(1, host.Probe("other").Captured);
        Assert.HasCount(1, host.Hits);
    }

    // rate-gate-plain-log-rejected
    [TestMethod]
    public void PlainMessage_RefusedByItsOwnRate_SaysSo()
    {
        using var host = new DebuggerHost(s => s with { SnapshotsPerSecond = 0 });
        host.Apply($"[{LogProbe("p", Method("Loop"), "\"segments\":[{\"str\":\"x\"}]" + NoRate)}]");

        host.Code.RunLoop(1);

        Assert.AreEqual("rateLimitProbe", string.Join(",", host.Probe("p").Dropped.Keys));
        Assert.IsEmpty(host.Hits);
    }

    // rate-gate-condition-false
    [TestMethod]
    public void Condition_ThatIsFalse_TakesNothingFromAnyRate()
    {
        using var host = new DebuggerHost(s => s with { SnapshotsPerSecond = 1 });
        host.Apply($$"""[{{LogProbe("p", Line(40), Snapshot + ""","when":{"dsl":"i == 9","json":{"eq":[{"ref":"i"},9]}}""")}}]""");

        host.Code.RunLoop(10);

        Assert.HasCount(1, host.Hits);
        Assert.IsEmpty(host.Probe("p").Dropped);
    }

    // rate-gate-condition-error
    [TestMethod]
    public void Condition_ThatFails_SendsItsFirstErrorWhateverTheRatesSay()
    {
        using var host = new DebuggerHost(s => s with { SnapshotsPerSecond = 0 });
        host.Apply($"[{LogProbe("p", Method("Loop"), Snapshot + NoRate + FailingCondition)}]");

        host.Code.RunLoop(1);

        var hit = host.Hits.Single().Snapshot();
        Assert.IsEmpty(hit.At("captures").EnumerateObject());
        Assert.AreEqual(1, hit.At("evaluationErrors").GetArrayLength());
    }

    // rate-gate-condition-error-repeat
    [TestMethod]
    public void Condition_ThatFailsAgain_SendsNothingForFiveMinutes()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Loop"), Snapshot + FailingCondition)}]");

        host.Code.RunLoop(1);
        host.Code.RunLoop(1);

        Assert.HasCount(1, host.Hits);
        Assert.AreEqual("evaluationErrorThrottled", string.Join(",", host.Probe("p").Dropped.Keys));
    }

    // rate-gate-evaluation-timeout
    [TestMethod]
    public void Evaluation_WithoutAnyTime_SendsOneErrorAndCountsTheRestAsTimeouts()
    {
        using var host = new DebuggerHost(s => s with { EvaluationTimeout = TimeSpan.Zero });
        host.Apply($$"""[{{LogProbe("p", Method("Add"), Snapshot + ""","when":{"dsl":"len(label) > 0","json":{"gt":[{"len":{"ref":"label"}},0]}},"segments":[{"dsl":"a","json":{"ref":"a"}}]""")}}]""");

        host.Code.RunAdd(1, "a");
        host.Code.RunAdd(1, "a");

        var errors = host.Hits.Single().Snapshot().At("evaluationErrors");
        Assert.AreEqual(1, errors.GetArrayLength(), "One error speaks for everything that was left out.");
        Assert.Contains("timed out", errors[0].At("message").GetString()!);
        Assert.AreEqual("evaluationTimeout", string.Join(",", host.Probe("p").Dropped.Keys));
    }

    // rate-gate-capture-expressions-all-fail
    [TestMethod]
    public void CaptureExpressions_ThatAllFail_GiveAnEventWithErrorsOnly()
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("p", Method("Loop"), """ "captureExpressions":[{"name":"x","expr":{"dsl":"missing","json":{"ref":"missing"}}}]""")}}]""");

        host.Code.RunLoop(1);

        var hit = host.Hits.Single().Snapshot();
        Assert.IsFalse(hit.Has("captures/return/captureExpressions"));
        Assert.AreEqual(1, hit.At("evaluationErrors").GetArrayLength());
    }

    // rate-order-condition-then-rate
    [TestMethod]
    public void Condition_ThatHoldsOnceInAHundredCalls_IsNotHiddenByTheRate()
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("p", Line(40), Snapshot + ""","sampling":{"snapshotsPerSecond":1},"when":{"dsl":"i == 42","json":{"eq":[{"ref":"i"},42]}}""")}}]""");

        host.Code.RunLoop(100);

        Assert.AreEqual("42", host.Hits.Single().Snapshot().At("captures/lines/40/locals/i/value").GetString());
        var probe = host.Probe("p");
        Assert.AreEqual(99, probe.Hits - probe.Matched);
    }

    // rate-throttle-expired
    [TestMethod]
    public void Condition_ThatFailedFiveMinutesAgo_SpeaksAgain()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Loop"), Snapshot + FailingCondition)}]");
        host.Code.RunLoop(1);
        host.Time.Advance(TimeSpan.FromSeconds(301));

        host.Code.RunLoop(1);

        Assert.HasCount(2, host.Hits);
    }

    // rate-line-global-exhausted
    [TestMethod]
    public void LineProbe_ThatNeverFired_IsRefusedWhenTheGlobalRateIsUsedUp()
    {
        using var host = new DebuggerHost(s => s with { SnapshotsPerSecond = 0 });
        host.Apply($"[{LogProbe("fresh", Line(40), Snapshot)}]");

        host.Code.RunLoop(1);

        Assert.AreEqual("rateLimitGlobal", string.Join(",", host.Probe("fresh").Dropped.Keys));
    }

    // rate-line-150-hits and rate-capture-expr-150-hits
    [TestMethod]
    [DataRow("\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":1}")]
    [DataRow("""
        "captureExpressions":[{"name":"i","expr":{"dsl":"i","json":{"ref":"i"}}}]
        """)]
    public void LineProbe_HitAHundredAndFiftyTimesAtOnce_GivesOneEvent(string content)
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Line(40), content)}]");

        host.Code.RunLoop(150);

        Assert.HasCount(1, host.Hits);
        Assert.AreEqual(149, host.Probe("p").Dropped["rateLimitProbe"]);
    }

    // rate-global-initial and rate-global-dispose-then-init
    [TestMethod]
    public void GlobalRate_OfEachNewDebugger_IsAHundredASecond()
    {
        Assert.AreEqual(100.0, new Settings().SnapshotsPerSecond);
        for (var i = 0; i < 2; i++)
        {
            using var host = new DebuggerHost();
            host.Apply($"[{LogProbe("p", Line(40), Snapshot + AnyRate)}]");
            host.Code.BeforeIteration = _ => host.Time.Advance(TimeSpan.FromMicroseconds(1));

            host.Code.RunLoop(101);

            Assert.HasCount(100, host.Hits);
            Assert.AreEqual(1, host.Probe("p").Dropped["rateLimitGlobal"]);
        }
    }

    // rate-global-shared
    [TestMethod]
    public void GlobalRate_OfAllSnapshotProbes_IsOne()
    {
        using var host = new DebuggerHost(s => s with { SnapshotsPerSecond = 1 });
        host.Apply($"[{LogProbe("snapshot-1", Method("Loop"), Snapshot + AtEntry)},{LogProbe("snapshot-2", Method("Add"), Snapshot)}]");

        host.Code.RunLoop(1);
        host.Code.RunAdd(1, "a");

        Assert.AreEqual(1, host.Probe("snapshot-1").Captured);
        Assert.AreEqual(1, host.Probe("snapshot-2").Dropped["rateLimitGlobal"]);
    }

    // rate-probe-reset-disposes
    [TestMethod]
    public void Probe_ThatIsReplaced_StartsWithARateOfItsOwn()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Loop"), Snapshot)}]");
        host.Code.RunLoop(1);
        host.Code.RunLoop(1);

        host.Apply($"[{LogProbe("p", Method("Loop"), Snapshot, version: 2)}]");
        host.Code.RunLoop(1);

        Assert.HasCount(2, host.Hits);
    }

    // rate-probe-duplicate-rejected
    [TestMethod]
    public void Probe_WhoseIdIsTaken_IsRefusedAndLeavesTheFirstAlone()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Loop"), Snapshot)},{LogProbe("p", Method("Add"), Snapshot + AnyRate)}]");

        host.Code.RunLoop(1);
        host.Code.RunAdd(1, "a");

        Assert.HasCount(1, host.Hits);
        Assert.HasCount(1, host.Status.Files.Single().Errors);
    }
}
