using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Hooks;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Hooks;

[TestClass]
[DoNotParallelize]
public sealed class AsyncHooksTests
{
    private const string Snapshot = "\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":1000000}";

    [TestMethod]
    public void Activation_AcrossAnAwait_KeepsEntryAndDuration()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Later"), Snapshot)}]");
        var machine = host.Code.StartLater(21);

        machine.MoveNext();
        Assert.IsNotNull(machine.Activation);
        Assert.IsEmpty(host.Hits);
        machine.MoveNext();

        Assert.IsNull(machine.Activation, "The field is cleared before the task completes.");
        var snapshot = host.Hits.Single().Snapshot();
        Assert.AreEqual("21", snapshot.At("captures/entry/arguments/a/value").GetString());
        Assert.AreEqual("42", snapshot.At("captures/return/locals/@return/value").GetString());
        Assert.IsTrue(snapshot.At("duration").GetDouble() > 0);
    }

    [TestMethod]
    public void Fault_AfterThrow_ReportsTheExceptionOnce()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Later"), Snapshot)}]");
        var machine = host.Code.StartLater(21);

        machine.MoveNext();
        machine.MoveNext(fails: true);

        Assert.IsNull(machine.Activation);
        var captures = host.Hits.Single().Snapshot().At("captures");
        Assert.AreEqual("too late", captures.At("return/throwable/message").GetString());
        Assert.IsFalse(captures.Has("return/locals/@return"), "A call that threw has no result.");
    }

    [TestMethod]
    public void Probe_ArmedDuringAnAwait_SeesTheLaterSites()
    {
        using var host = new DebuggerHost();
        var machine = host.Code.StartLater(21);
        machine.MoveNext();
        host.Apply($"[{LogProbe("line", Line(31))},{LogProbe("exit", Method("Later"))}]");

        machine.MoveNext();

        Assert.AreEqual(1, host.Probe("line").Captured);
        Assert.AreEqual(1, host.Probe("exit").Captured);
        Assert.IsFalse(host.Hits.Last().Snapshot().Has("duration"), "The entry was not seen.");
    }

    [TestMethod]
    public void Probe_RemovedDuringAnAwait_EmitsNothing()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Later"), Snapshot)},{LogProbe("line", Line(31))}]");
        var machine = host.Code.StartLater(21);
        machine.MoveNext();
        host.Apply($"[{LogProbe("line", Line(31))}]");

        machine.MoveNext();

        Assert.AreEqual("line", host.Hits.Single().Snapshot().At("probe/id").GetString());
        Assert.IsNull(machine.Activation);
        Assert.AreEqual(1, host.Status.Dropped["probeRemoved"]);
    }

    [TestMethod]
    public void Call_ThatEndsInTheOriginalBody_IsCountedWhenItIsCollected()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Later"), Snapshot)}]");
        BeginAndForget(host);

        Wait.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return host.Status.Dropped.GetValueOrDefault("probeRemoved") == 1;
            },
            "the abandoned call is counted");

        Assert.AreEqual(1, host.Status.Hits);
        Assert.AreEqual(0, host.Status.Captured);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BeginAndForget(DebuggerHost host)
    {
        var machine = host.Code.StartLater(21);
        machine.MoveNext();
        host.Apply("[]");
        machine.MoveNext();
        Assert.IsNotNull(machine.Activation, "The original body knows nothing of it.");
    }

    [TestMethod]
    public void LineProbeAlone_LeavesNoActivation()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("line", Line(30))}]");
        var machine = host.Code.StartLater(21);

        machine.MoveNext();

        Assert.IsNull(machine.Activation);
        Assert.HasCount(1, host.Hits);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Call_WhoseLastRunIsOurOwnWork_ClosesWhatItsBeginningOpened(bool fails)
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Later"), Snapshot)}]");
        var machine = host.Code.StartLater(21);
        machine.MoveNext();

        Assert.IsTrue(ReentrancyGuard.TryEnter());
        machine.MoveNext(fails);
        ReentrancyGuard.Exit();

        Assert.IsNull(machine.Activation);
        Assert.IsEmpty(host.Hits);
        Assert.AreEqual(1, host.Status.Dropped["probeRemoved"]);
    }
}
