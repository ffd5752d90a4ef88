using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;
using Weaver.Debugging;
using Weaver.Hooks;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Debugging;

[TestClass]
[DoNotParallelize]
public sealed class DebuggerTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [TestMethod]
    public void Stop_ShutsEveryGateAndDeliversWhatWaits()
    {
        var host = new DebuggerHost();
        host.Apply($"[{LogProbe("a", Method("Add"))},{LogProbe("b", Line(40))}]");
        host.Code.RunAdd(5, "abc");

        host.Debugger.Stop(s_patience);

        Assert.IsTrue(WovenCode.AllGates.All(g => g == 0));
        Assert.AreEqual(1, host.Debugger.Status.Captured);
        Assert.AreEqual(0, host.Debugger.Status.OpenGates);
        Assert.IsFalse(host.Debugger.Status.Enabled);
        host.Debugger.Stop(s_patience);
        host.Dispose();
    }

    [TestMethod]
    public void Debugger_WithoutAReceiver_SaysSoAndHowToGetOne()
    {
        using var debugger = new Debugger(new Settings(), TimeProvider.System, _ => false);

        StringAssert.StartsWith(debugger.Status.Complaints.Single(), "Nothing receives what probes produce", StringComparison.Ordinal);
    }

    [TestMethod]
    public void RedactedType_ThatIsNoName_IsNamedInTheStatus()
    {
        using var host = new DebuggerHost(s => s with { RedactedTypes = ["Shop.Card", "Foo()"] });

        Assert.AreEqual(
            "'Foo()' of RedactedTypes is no name of a type, so it hides nothing. Write a full name such as Shop.Orders.Card, with * for any characters.",
            host.Debugger.Status.Complaints.Single());
    }

    [TestMethod]
    public void Call_RunningWhileTheDebuggerStops_EndsAsBefore()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Loop"), "\"captureSnapshot\":true")},{LogProbe("l", Line(40))}]");
        host.Code.BeforeIteration = i =>
        {
            if (i == 2)
                host.Debugger.Stop(s_patience);
        };

        Assert.AreEqual(5, host.Code.RunLoop(5));
        Assert.AreEqual(2, host.Debugger.Status.Probes.Single(p => p.Id == "l").Captured);
    }

    [TestMethod]
    public async Task Stop_DuringADeliveryOfManyProbes_LeavesNoGateOpen()
    {
        const int Many = 5000;
        using var host = new DebuggerHost();
        var methods = new[] { "Add", "Fail", "Later", "Loop" };
        var probes = Enumerable.Range(0, Many).Select(i => LogProbe($"p{i:0000}", Method(methods[i % methods.Length])));
        var delivery = Task.Run(() => host.Apply($"[{string.Join(',', probes)}]"));
        Wait.Until(() => WovenCode.AllGates.All(g => g != 0), "the delivery opens gates");

        host.Debugger.Stop(TimeSpan.Zero);

        Assert.IsTrue(WovenCode.AllGates.All(g => g == 0), "A stop shuts every gate before it returns.");
        await delivery;
        Assert.IsTrue(WovenCode.AllGates.All(g => g == 0), "What was still being delivered opens none.");
        Assert.AreEqual(0, host.Debugger.Parts.Functions.OpenGates);
        Assert.AreEqual(0, Enumerable.Range(0, WovenCode.Count).Sum(m => MethodTable.GetOrAdd(host.Code.Module, m).Armed.Method.Length));
    }

    [TestMethod]
    public void Probe_AfterTheStop_IsNotInstalled()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("a", Method("Add"))},{LogProbe("line", Line(40))}]");
        host.Debugger.Stop(s_patience);

        host.Apply($"[{LogProbe("a", Method("Add"), version: 2)},{LogProbe("b", Method("Loop"))}]");

        Assert.IsTrue(WovenCode.AllGates.All(g => g == 0));
        Assert.AreEqual(0, MethodTable.GetOrAdd(host.Code.Module, WovenCode.Loop).HasLines);
    }

    [TestMethod]
    public void Probe_WhoseModuleComesLater_WaitsAndIsInstalled()
    {
        using var host = new DebuggerHost(isLoaded: false);
        host.Apply($"[{LogProbe("p", Method("Add"))}]");
        Assert.AreEqual("RECEIVED", host.Probe("p").Status);

        host.Load();

        Assert.AreEqual("INSTALLED", host.Probe("p").Status);
        Assert.AreEqual(8, host.Code.RunAdd(5, "abc"));
        Assert.HasCount(1, host.Hits);
        CollectionAssert.AreEqual(new[] { "p RECEIVED", "p INSTALLED", "p EMITTING" }, host.Statuses.Distinct().ToList());
    }

    [TestMethod]
    public void Agent_Up_GetsEventsAndStatuses()
    {
        using var agent = new FakeAgent();
        using var host = new DebuggerHost(s => s with { AgentUrl = agent.Url, Environment = "test", UploadInterval = TimeSpan.FromMilliseconds(20) });
        host.Apply($"[{LogProbe("p", Method("Add"), "\"captureSnapshot\":true")}]");
        host.Code.RunAdd(5, "abc");
        host.Flush();

        var hit = agent.WaitForEvents("/debugger/v2/input", 1)[0];
        Assert.AreEqual("8", hit.Snapshot().At("captures/return/locals/@return/value").GetString());
        var statuses = agent.WaitForEvents("/debugger/v1/diagnostics", 2).Select(s => s.At("debugger/diagnostics/status").GetString()).ToList();
        CollectionAssert.IsSubsetOf(new[] { "RECEIVED", "INSTALLED" }, statuses);
    }

    [TestMethod]
    public void Agent_Unreachable_LosesItsEventsUnderTheirReasonOnly()
    {
        var agent = new FakeAgent();
        agent.Refuse();
        using var host = new DebuggerHost(s => s with { AgentUrl = agent.Url, UploadInterval = TimeSpan.FromMilliseconds(20) });
        host.Apply($"[{LogProbe("p", Method("Add"))}]");

        Assert.AreEqual(8, host.Code.RunAdd(5, "abc"));
        host.Debugger.Stop(TimeSpan.FromSeconds(1));

        var status = host.Debugger.Status;
        Assert.AreEqual(1, status.Captured, "The receiver in the process got it.");
        Assert.IsTrue(status.Dropped.ContainsKey("uploadFailed") || status.Dropped.ContainsKey("stopDeadline"), string.Join(",", status.Dropped.Keys));
        agent.Dispose();
    }

    [TestMethod]
    public void Queue_Full_IsCountedAtTheProbe()
    {
        using var gate = new ManualResetEventSlim();
        var slow = new SlowSink(gate);
        using var host = new DebuggerHost(s => s with { Sinks = [slow], QueueCapacity = 2, UploadBatchSize = 1 });
        host.Apply($"[{LogProbe("p", Method("Add"), "\"sampling\":{\"snapshotsPerSecond\":1000000}")}]");
        for (var i = 0; i < 100; i++)
            Assert.AreEqual(i, host.Code.RunAdd(i, ""));

        gate.Set();
        var probe = host.Probe("p");

        Assert.AreEqual(100, probe.Hits);
        Assert.AreEqual(100, probe.Captured + probe.Dropped["queueFull"]);
        Assert.IsTrue(probe.Captured is >= 2 and < 100);
    }

    [TestMethod]
    public void Receiver_Throws_TheOthersGetTheEvent()
    {
        using var host = new DebuggerHost(s => s with { Sinks = [new ThrowingSink(), s.Sinks[0]] });
        host.Apply($"[{LogProbe("p", Method("Add"))}]");

        host.Code.RunAdd(5, "abc");

        Assert.HasCount(1, host.Hits);
    }

    [TestMethod]
    public void Receiver_ItselfProbed_CausesNoFlood()
    {
        WovenCode? code = null;
        using var host = new DebuggerHost(s => s with { Sinks = [s.Sinks[0], new CallingSink(() => code?.RunAdd(1, ""))] });
        code = host.Code;
        host.Apply($"[{LogProbe("p", Method("Add"))}]");

        host.Code.RunAdd(5, "abc");

        Assert.HasCount(1, host.Hits);
        var probe = host.Probe("p");
        Assert.AreEqual(1, probe.Captured);
        Assert.AreEqual(probe.Hits - 1, probe.Dropped["reentrant"], "What the receiver did is counted, and nothing more.");
    }

    [TestMethod]
    public void OutputFile_GetsOneObjectALine()
    {
        using var folder = new TemporaryFolder();
        var host = new DebuggerHost(s => s with { Sinks = [], ContentRoot = folder.Path, OutputFile = "hits.ndjson" });
        host.Apply($"[{LogProbe("p", Method("Add"))}]");
        host.Code.RunAdd(5, "abc");
        host.Debugger.Stop(s_patience);
        host.Dispose();

        var lines = File.ReadAllLines(Path.Combine(folder.Path, "hits.ndjson"));
        Assert.IsTrue(lines.Select(l => JsonDocument.Parse(l).RootElement).Any(e => e.Has("debugger/snapshot")));
    }

    [TestMethod]
    public void Statuses_AfterTheInterval_AreSentAgain()
    {
        using var host = new DebuggerHost(s => s with { DiagnosticsInterval = TimeSpan.FromSeconds(10) });
        host.Apply($"[{LogProbe("p", Method("Add"))}]");
        Assert.HasCount(2, host.Statuses);

        host.Time.Advance(TimeSpan.FromSeconds(11));
        host.Flush();

        CollectionAssert.AreEqual(new[] { "p RECEIVED", "p INSTALLED", "p INSTALLED" }, host.Statuses);
    }

    [TestMethod]
    public void Lifetime_Over_TheProbeTakesItselfOut()
    {
        using var host = new DebuggerHost();
        host.Apply("""[{"id":"p","at":"Sample.Calculator.Add","log":"hit","limits":{"expires":"30s"}}]""");
        Assert.AreEqual(1, host.Status.OpenGates);

        host.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.AreEqual(0, host.Status.OpenGates);
        StringAssert.Contains(host.Probe("p").Message, "has ended itself");
    }

    [TestMethod]
    public void TwoProbes_AtOnePlace_AreIndependent()
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("never", Method("Add"), """ "when":{"dsl":"false","json":false}""")}},{{LogProbe("always", Method("Add"))}},{{LogProbe("line1", Line(10))}},{{LogProbe("line2", Line(10))}}]""");

        host.Code.RunAdd(5, "abc");

        Assert.HasCount(3, host.Hits);
        Assert.AreEqual(0, host.Probe("never").Matched);
    }

    [TestMethod]
    public async Task Gates_ToggledWhileCallsRun_NeverChangeAResult()
    {
        using var host = new DebuggerHost();
        var end = false;
        var calls = Task.Run(() =>
        {
            for (var i = 0; !Volatile.Read(ref end); i++)
            {
                Assert.AreEqual(i + 3, host.Code.RunAdd(i, "abc"));
                Assert.AreEqual(3, host.Code.RunLoop(3));
            }
        });

        for (var version = 0; version < 200; version++)
        {
            host.Apply($"[{LogProbe("a", Method("Add"), "\"captureSnapshot\":true", version)},{LogProbe("b", Line(40), version: version)}]");
            host.Apply(version % 2 == 0 ? "[]" : $"[{LogProbe("b", Method("Add"), version: version)}]");
        }

        Volatile.Write(ref end, true);
        await calls;
        host.Apply("[]");
        Assert.AreEqual(0, host.Status.OpenGates);
        Assert.IsFalse(host.Status.Dropped.ContainsKey("failed"));
    }

    private sealed class SlowSink(ManualResetEventSlim gate) : IProbeEventSink
    {
        public void Write(in ProbeEvent e) => gate.Wait();
    }

    private sealed class ThrowingSink : IProbeEventSink
    {
        public void Write(in ProbeEvent e) => throw new InvalidOperationException();
    }

    private sealed class CallingSink(Action call) : IProbeEventSink
    {
        public void Write(in ProbeEvent e) => call();
    }
}
