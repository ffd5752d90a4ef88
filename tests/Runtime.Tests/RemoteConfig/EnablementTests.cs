using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Configuration;
using Weaver.Debugging;
using Weaver.RemoteConfig;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.RemoteConfig.RemoteProgram;

namespace Weaver.Runtime.Tests.RemoteConfig;

[TestClass]
[DoNotParallelize]
public sealed class EnablementTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<bool> _applied = [];
    private readonly EnablementSwitch _switch;
    private int _version;

    public EnablementTests()
    {
        _switch = new EnablementSwitch(new Settings { Service = "Shop", Environment = "prod" }, new Clock(_time), new Counters(), _applied.Add, () => { });
    }

    public void Dispose() => _switch.Dispose();

    [TestMethod]
    public void Probes_SwitchedOffAndOnAgain_FollowEachTime()
    {
        using var program = new RemoteProgram();
        var path = AgentConfig.PathOf("enablement", "APM_TRACING");
        program.Agent.Config.Set(Path("p"), LogProbe("p"));
        program.Settle();
        Assert.AreEqual(1, program.OpenGates);

        foreach (var isOn in new[] { false, true, false, true })
        {
            program.Agent.Config.Set(path, Body(isOn));
            program.Settle();
            program.Time.Advance(EnablementSwitch.Debounce);
            Wait.Until(() => program.Debugger.Status.SwitchedOffRemotely == !isOn, $"probes are on: {isOn}");

            Assert.AreEqual(isOn ? 1 : 0, program.OpenGates);
            Assert.HasCount(isOn ? 1 : 0, program.Debugger.Status.Probes);
            var states = program.Poll()["config_states"]!.AsArray();
            Assert.AreEqual($"enablement 2,logProbe_p {(isOn ? 2 : 1)}", string.Join(',', states.Select(s => $"{s!["id"]} {s["apply_state"]}")));
            Assert.AreEqual(8, program.AddLater(5, "abc"));
        }

        program.Flush();
        Assert.HasCount(2, program.Hits);
    }

    [TestMethod]
    public void Probes_GivenWhileSwitchedOff_ComeWithTheSwitch()
    {
        using var program = new RemoteProgram();
        var path = AgentConfig.PathOf("enablement", "APM_TRACING");
        program.Agent.Config.Set(path, Body(false));
        program.Settle();
        program.Time.Advance(EnablementSwitch.Debounce);
        Wait.Until(() => program.Debugger.Status.SwitchedOffRemotely, "probes are off");
        program.Agent.Config.Set(Path("p"), LogProbe("p"));
        program.Settle();
        Assert.AreEqual(0, program.OpenGates);

        program.Agent.Config.Remove(path);
        program.Settle();
        program.Time.Advance(EnablementSwitch.Debounce);
        Wait.Until(() => program.OpenGates == 1, "without a wish probes are on");
    }

    [TestMethod]
    public void FirstWish_Off_CountsBeforeAnyProbeIsArmed()
    {
        using var program = new RemoteProgram(prepare: agent => agent.Config.Set([(AgentConfig.PathOf("enablement", "APM_TRACING"), Body(false)), (Path("p"), LogProbe("p"))]));
        program.Settle();

        // Time has not moved on: a moment of grace would have left the gate open.
        Assert.IsTrue(program.Debugger.Status.SwitchedOffRemotely);
        Assert.AreEqual(0, program.OpenGates);
        Assert.DoesNotContain("p INSTALLED", program.Statuses);
    }

    [TestMethod]
    public void Switch_ThatCannotBeMade_IsNotSaidToBeAndIsTriedAgain()
    {
        var isBroken = true;
        var applied = new List<bool>();
        var counters = new Counters();
        using var toggle = new EnablementSwitch(new Settings { Service = "Shop", Environment = "prod" }, new Clock(_time), counters, isOn =>
        {
            applied.Add(isOn);
            if (isBroken)
                throw new InvalidOperationException("broken");
        }, () => { });

        Assert.ThrowsExactly<InvalidOperationException>(() => toggle.Take([File("a", Body(false), "1")]));
        _time.Advance(EnablementSwitch.Debounce);
        toggle.Tick();
        Assert.IsTrue(toggle.IsOn);
        Assert.AreEqual(1, counters.Read("enablement.failed"), "a round of the debugger goes on");
        isBroken = false;
        toggle.Tick();

        Assert.IsFalse(toggle.IsOn);
        Assert.AreEqual("False,False,False", string.Join(',', applied));
    }

    [TestMethod]
    public void SymbolSwitch_ThatCannotBeMade_IsTriedAgainWithTheNextDelivery()
    {
        var told = new List<bool>();
        var symbols = new SymbolSwitch
        {
            Changed = isWanted =>
            {
                told.Add(isWanted);
                if (told.Count == 1)
                    throw new InvalidOperationException("broken");
            },
        };

        Assert.ThrowsExactly<InvalidOperationException>(() => symbols.Take([File("symDb", """{"upload_symbols":true}""")]));
        symbols.Take([File("symDb", """{"upload_symbols":true}""")]);
        symbols.Take([File("symDb", """{"upload_symbols":true}""")]);

        Assert.AreEqual("True,True", string.Join(',', told));
    }

    [TestMethod]
    public void ServiceConfiguration_ThatCannotBeApplied_IsAppliedByTheNextDelivery()
    {
        using var program = new RemoteProgram();
        var applied = 0;
        var adapter = new ProbeRemoteConfigAdapter(program.Debugger.Parts.Registry, new Settings(), new Counters(), _ =>
        {
            if (++applied == 1)
                throw new InvalidOperationException("broken");
        });
        var set = new ConfigSet([File("one", """[{"id":"all","version":1,"type":"SERVICE_CONFIGURATION","language":"dotnet","sampling":{"snapshotsPerSecond":5}}]""", "1")], []);

        Assert.ThrowsExactly<InvalidOperationException>(() => adapter.Deliver("test", set, ConfigPrecedence.File));
        adapter.Deliver("test", set, ConfigPrecedence.File);
        adapter.Deliver("test", set, ConfigPrecedence.File);

        Assert.AreEqual(2, applied);
    }

    [TestMethod]
    public void Probes_WhoseSwitchFailedHalfWay_AreSwitchedByTheNextTry()
    {
        using var program = new RemoteProgram();
        var receiver = new Receiver();
        var adapter = program.Debugger.Parts.Adapter;
        adapter.Deliver("test", new ConfigSet([File("one", "[" + LogProbe("p") + "]", "1")], []), ConfigPrecedence.File, receiver);
        Assert.AreEqual(1, program.OpenGates);

        receiver.IsBroken = true;
        Assert.ThrowsExactly<InvalidOperationException>(() => adapter.Suspend(true));
        receiver.IsBroken = false;
        adapter.Suspend(true);
        Assert.AreEqual((0, ApplyState.Unacknowledged), (program.OpenGates, receiver.Last));

        adapter.Suspend(false);
        Assert.AreEqual((1, ApplyState.Acknowledged), (program.OpenGates, receiver.Last));
    }

    [TestMethod]
    public void Wish_ChangedBackWithinTheMoment_DoesNothing()
    {
        Take();
        Take(("a", Body(false)));
        _time.Advance(TimeSpan.FromMilliseconds(200));
        _switch.Tick();
        Take(("a", Body(true)));
        _time.Advance(TimeSpan.FromSeconds(1));
        _switch.Tick();

        Assert.IsEmpty(_applied);
        Assert.IsTrue(_switch.IsOn);
    }

    [TestMethod]
    public void Wishes_Several_TheNarrowestCounts()
    {
        var everybody = ("a", Body(false));
        var cluster = ("b", Body(true, cluster: true));
        var environment = ("c", Body(false, env: "prod"));
        var service = ("d", Body(true, service: "shop"));

        Assert.IsFalse(After(everybody));
        Assert.IsTrue(After(everybody, cluster));
        Assert.IsFalse(After(everybody, cluster, environment));
        Assert.IsTrue(After(everybody, cluster, environment, service));
        Assert.IsFalse(After(everybody, cluster, environment));
    }

    [TestMethod]
    public void Wishes_OfOneRank_TheNewestCounts()
    {
        Assert.IsFalse(After(("z", Body(false))));
        Assert.IsTrue(After(("z", Body(false)), ("a", Body(true))));
        Assert.IsFalse(After(("z", Body(false) + " "), ("a", Body(true))));
    }

    [TestMethod]
    public void Wish_ForAnotherService_OrWithoutTheKey_SaysNothing()
    {
        var verdicts = Take(("a", Body(false, service: "other")), ("b", """{"lib_config":{"tracing_enabled":false}}"""), ("c", Body(false, env: "dev")));
        _time.Advance(TimeSpan.FromSeconds(1));
        _switch.Tick();

        Assert.IsTrue(_switch.IsOn);
        Assert.AreEqual("Unacknowledged,Acknowledged,Unacknowledged", string.Join(',', verdicts.Select(v => v.State)));
    }

    [TestMethod]
    [DataRow("{", "ends")]
    [DataRow("[]", "not a JSON object")]
    [DataRow("{\"lib_config\":{\"dynamic_instrumentation_enabled\":\"yes\"}}", "neither true nor false")]
    public void Wish_Broken_IsAnErrorAndTheFormerOneCounts(string text, string expected)
    {
        Assert.IsFalse(After(("a", Body(false))));
        var verdict = Take(("a", text)).Single();
        _time.Advance(TimeSpan.FromSeconds(1));
        _switch.Tick();

        Assert.AreEqual(ApplyState.Error, verdict.State);
        StringAssert.Contains(verdict.Error, expected);
        Assert.IsFalse(_switch.IsOn);
    }

    [TestMethod]
    public void Symbols_AskedForAndNoMore_AreToldOnceEachWay()
    {
        var told = new List<bool>();
        var symbols = new SymbolSwitch { Changed = told.Add };

        Assert.AreEqual(ApplyState.Acknowledged, symbols.Take([File("symDb", """{"upload_symbols":true}""")]).Single().State);
        symbols.Take([File("symDb", """{"upload_symbols":true}""")]);
        Assert.AreEqual(ApplyState.Error, symbols.Take([File("symDb", "{")]).Single().State);
        Assert.AreEqual("True", string.Join(',', told), "A broken file ends nothing.");
        symbols.Take([File("symDb", """{"upload_symbols":false}""")]);
        symbols.Take([]);

        Assert.AreEqual("True,False", string.Join(',', told));
        Assert.AreEqual(ApplyState.Unacknowledged, new SymbolSwitch().Take([File("symDb", """{"upload_symbols":true}""")]).Single().State);
    }

    private sealed class Receiver : IVerdictReceiver
    {
        public bool IsBroken { get; set; }

        public ApplyState Last { get; private set; }

        public void Take(IReadOnlyList<FileVerdict> verdicts)
        {
            if (IsBroken)
                throw new InvalidOperationException("broken");

            Last = verdicts[0].State;
        }
    }

    private bool After(params (string Path, string Text)[] files)
    {
        Take(files);
        _time.Advance(TimeSpan.FromSeconds(1));
        _switch.Tick();
        return _switch.IsOn;
    }

    // Equal texts are equal contents.
    private List<FileVerdict> Take(params (string Path, string Text)[] files) => _switch.Take([.. files.Select(f => File(f.Path, f.Text, f.Text))]);

    private TargetFile File(string path, string text, string? version = null) => new(path, version ?? (++_version).ToString(), Encoding.UTF8.GetBytes(text));

    private static string Body(bool isOn, string service = "*", string env = "*", bool cluster = false) =>
        $$$"""{"schema_version":"v1","action":"enable","service_target":{"service":"{{{service}}}","env":"{{{env}}}"}{{{(cluster ? ",\"k8s_target_v2\":{\"cluster_targets\":[]}" : "")}}},"lib_config":{"dynamic_instrumentation_enabled":{{{(isOn ? "true" : "false")}}}}}""";
}
