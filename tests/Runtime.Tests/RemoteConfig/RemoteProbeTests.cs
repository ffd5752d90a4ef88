using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.RemoteConfig.RemoteProgram;

namespace Weaver.Runtime.Tests.RemoteConfig;

/// <summary>The first ten points of the conformance checklist, on a woven program and over the loopback interface.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RemoteProbeTests
{
    [TestMethod]
    public void Config_Accepted_IsAcknowledgedWithItsNumber()
    {
        using var program = new RemoteProgram();
        Assert.AreEqual(0, (int)JsonNode.Parse(program.Agent.Requests.First(r => r.Path == AgentConfig.Path).Body)!["client"]!["state"]!["targets_version"]!);

        program.Agent.Config.Set(Path("p"), LogProbe("p"));
        var state = program.Settle();

        Assert.AreEqual(program.Agent.Config.Version, (int)state["targets_version"]!);
        Assert.AreEqual("""[{"id":"logProbe_p","version":1,"product":"LIVE_DEBUGGING","apply_state":2,"apply_error":null}]""", state["config_states"]!.ToJsonString());
        Assert.AreEqual(8, Add(5, "abc"));
        program.Flush();
        Assert.AreEqual("p", program.Hits.Single().Snapshot().At("probe/id").GetString());
    }

    [TestMethod]
    public void Change_AtTheAgent_GivesASnapshotThereWithinOnePollAndOneFlush()
    {
        using var program = new RemoteProgram();
        program.Poll();
        var began = program.Time.GetTimestamp();

        program.Agent.Config.Set(Path("p"), LogProbe("p"));
        program.Time.Advance(PollInterval);
        Wait.Until(() => program.OpenGates == 1, "the poll opens the gate");
        Add(5, "abc");
        program.Time.Advance(FlushInterval);
        Wait.Until(() => program.Hits.Count == 1, "the agent has the snapshot");

        Assert.AreEqual(PollInterval + FlushInterval, program.Time.GetElapsedTime(began));
    }

    [TestMethod]
    public void Config_Removed_LeavesTheProgramAsItWas()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(Path("p"), LogProbe("p"));
        program.Settle();
        Add(5, "abc");
        program.Flush();
        Assert.AreEqual(1, program.OpenGates);

        program.Agent.Config.Remove(Path("p"));
        var state = program.Settle();

        Assert.AreEqual(0, program.OpenGates);
        Assert.IsEmpty(state["config_states"]!.AsArray());
        Assert.AreEqual(8, Add(5, "abc"));
        program.Flush();
        Assert.HasCount(1, program.Hits);
        Assert.IsEmpty(program.Debugger.Status.Probes);
    }

    [TestMethod]
    public void Config_OfAHigherVersion_TakesOverWithoutAGapOrADoubleHit()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(Path("p"), LogProbe("p", version: 1));
        program.Settle();
        for (var i = 0; i < 3; i++)
            program.AddLater(i, "");

        program.Agent.Config.Set(Path("p"), LogProbe("p", version: 2));
        program.Settle();
        for (var i = 0; i < 3; i++)
            program.AddLater(i, "");
        program.Flush();

        CollectionAssert.AreEqual(new[] { 1, 1, 1, 2, 2, 2 }, program.Hits.Select(h => h.Snapshot().At("probe/version").GetInt32()).ToArray());
    }

    [TestMethod]
    public void Content_Unreadable_IsToldByFileAndTheFormerProbeWorksOn()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(Path("p"), LogProbe("p"));
        program.Settle();

        program.Agent.Config.Set(Path("p"), "{\"id\":");
        var file = program.Settle()["config_states"]![0]!;

        Assert.AreEqual(3, (int)file["apply_state"]!);
        StringAssert.Contains((string?)file["apply_error"], "Its former probes stay in force until it is mended");
        Add(5, "abc");
        program.Flush();
        Assert.HasCount(1, program.Hits);
    }

    [TestMethod]
    public void Hash_Wrong_LeavesTheFormerProbesInForce()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(Path("p"), LogProbe("p", version: 1));
        program.Settle();

        program.Agent.Config.SpoilTargets = signed => signed["targets"]![Path("p")]!["hashes"]!["sha256"] = new string('a', 64);
        program.Agent.Config.Set(Path("p"), LogProbe("p", version: 2));
        var state = program.Settle();

        Assert.IsTrue((bool)state["has_error"]!);
        Assert.AreEqual(1, (int)state["targets_version"]!);
        Add(5, "abc");
        program.Flush();
        Assert.AreEqual(1, program.Hits.Single().Snapshot().At("probe/version").GetInt32());
        Assert.AreEqual("refused", program.Debugger.Status.Sources.Single().State);
        Assert.IsTrue(program.Debugger.Status.Dropped.ContainsKey("remoteConfig.refused{reason:hash}"));
    }

    [TestMethod]
    public void Config_ForSomebodyElse_StaysUnacknowledged()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(
            (Path("env"), LogProbe("env", more: ""","tags":["env:prod"]""")),
            (Path("language"), LogProbe("language", language: "java")),
            (Path("own"), LogProbe("own", more: ""","tags":["env:test"]""")));
        var states = program.Settle()["config_states"]!.AsArray();

        Assert.AreEqual("logProbe_env 1,logProbe_language 1,logProbe_own 2", string.Join(',', states.Select(s => $"{s!["id"]} {s["apply_state"]}")));
        Assert.AreEqual("own", program.Debugger.Status.Probes.Single().Id);
    }

    [TestMethod]
    public void Condition_Unparsable_IsAnErrorWithoutAnEvent()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(Path("p"), LogProbe("p", more: ""","when":{"dsl":"?","json":{"nonsense":[1]}}"""));
        var file = program.Settle()["config_states"]![0]!;
        Add(5, "abc");
        program.Flush();

        Assert.AreEqual(3, (int)file["apply_state"]!);
        StringAssert.Contains((string?)file["apply_error"], "nonsense");
        CollectionAssert.AreEqual(new[] { "p ERROR" }, program.Statuses);
        Assert.IsEmpty(program.Hits);
    }

    [TestMethod]
    public void Type_Missing_IsReadFromThePath()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(
            (Path("p"), LogProbe("p").Replace("\"type\":\"LOG_PROBE\",", "", StringComparison.Ordinal)),
            (AgentConfig.PathOf("other_q"), LogProbe("q").Replace("\"type\":\"LOG_PROBE\",", "", StringComparison.Ordinal)));
        var states = program.Settle()["config_states"]!.AsArray();

        Assert.AreEqual("logProbe_p 2,other_q 3", string.Join(',', states.Select(s => $"{s!["id"]} {s["apply_state"]}")));
    }

    [TestMethod]
    public void Location_Unknown_IsToldByStatusAndBoundWhenItsAssemblyLoads()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(
            (Path("type"), LogProbe("type", where: """{"typeName":"Late.Order","methodName":"Place"}""")),
            (Path("method"), LogProbe("method", where: """{"typeName":"Shop.Cart","methodName":"Ad"}""")),
            (Path("line"), LogProbe("line", where: """{"sourceFile":"Cart/Asset.cs","lines":["3000"]}""")));
        program.Settle();
        program.Flush();

        Assert.AreEqual("RECEIVED", program.Probe("type").Status);
        Assert.AreEqual("ERROR", program.Probe("method").Status);
        StringAssert.Contains(program.Probe("method").Message, "Did you mean 'Add'");
        Assert.AreEqual("ERROR", program.Probe("line").Status);
        CollectionAssert.IsSubsetOf(new[] { "type RECEIVED", "method ERROR", "line ERROR" }, program.Statuses);

        using var late = WovenAssembly.Compile("namespace Late { public static class Order { public static int Place(int n) { var twice = n * 2; return twice; } } }", CompileMode.Debug, name: "Late");
        program.Flush();
        Assert.AreEqual("INSTALLED", program.Probe("type").Status);
        for (var i = 0; i < 3; i++)
            late.Call("Late.Order", "Place", i);
        program.Flush();
        program.Flush();

        CollectionAssert.AreEqual(
            new[] { "type RECEIVED", "type INSTALLED", "type EMITTING" },
            program.Statuses.Where(s => s.StartsWith("type", StringComparison.Ordinal)).Distinct().ToArray());
        Assert.AreEqual(1, program.Statuses.Count(s => s == "type EMITTING"));
    }

    [TestMethod]
    [DataRow("Cart/Asset.cs")]
    [DataRow("some/other/root/Cart/Asset.cs")]
    [DataRow("cart/ASSET.CS")]
    [DataRow("C:\\\\build\\\\Cart\\\\Asset.cs")]
    public void SourcePath_Variant_Installs(string file)
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(Path("p"), LogProbe("p", where: $$"""{"sourceFile":"{{file}}","lines":["8"]}"""));
        program.Settle();

        Assert.AreEqual("INSTALLED", program.Probe("p").Status, program.Probe("p").Message);
        Assert.AreEqual(8, Add(5, "abc"));
        program.Flush();
        Assert.AreEqual("8", program.Hits.Single().Snapshot().At("captures/lines/8/locals/sum/value").GetString());
    }

    [TestMethod]
    public void Statuses_AfterTheInterval_AreSentAgain()
    {
        using var program = new RemoteProgram(s => s with { DiagnosticsInterval = TimeSpan.FromSeconds(1) });
        program.Agent.Config.Set(Path("p"), LogProbe("p"));
        program.Settle();
        program.Flush();
        var before = program.Statuses.Count;

        program.Time.Advance(TimeSpan.FromSeconds(1));
        program.Flush();

        Wait.Until(() => program.Statuses.Count > before, "the status is sent again");
        Assert.AreEqual("p INSTALLED", program.Statuses[^1]);
    }

    [TestMethod]
    public void Probes_TenThousandAtOnce_AreAllInstalledAndAcknowledged()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(Enumerable.Range(0, 10_000).Select(i => (Path($"p{i}"), LogProbe($"p{i}"))));
        program.Time.Advance(PollInterval);
        Wait.Until(() => program.Debugger.Parts.Counters.Read("remoteConfig.updates") == 1, "the update is applied", TimeSpan.FromMinutes(2));
        var states = program.Poll()["config_states"]!.AsArray();

        Assert.IsTrue(states.All(s => (int)s!["apply_state"]! == 2));
        Assert.HasCount(10_000, states);
        Assert.AreEqual(10_000, program.Debugger.Status.Probes.Count(p => p.Status == "INSTALLED"));
    }

    [TestMethod]
    public void Agent_Down_KeepsTheProbesThatItGave()
    {
        using var program = new RemoteProgram();
        program.Agent.Config.Set(Path("p"), LogProbe("p"));
        program.Settle();

        program.Agent.Refuse();
        program.Time.Advance(TimeSpan.FromMinutes(1));
        Wait.Until(() => program.Debugger.Status.Sources.Single().State == "failing", "the agent is away");

        Assert.AreEqual(1, program.OpenGates);
        program.Agent.Accept();
        program.Time.Advance(TimeSpan.FromMinutes(1));
        Wait.Until(() => program.Debugger.Status.Sources.Single().State == "ok", "the agent is back");
        Assert.AreEqual(1, program.OpenGates);
    }

    [TestMethod]
    public void Precedence_OfOneId_IsAgentThenUrlThenFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(System.IO.Path.Combine(folder, "own.probes.json"), $"[{LogProbe("p", version: 30)},{LogProbe("file", version: 3)},{LogProbe("url", version: 3)}]");
        using var server = new FakeAgent();
        server.Files["/one.json"] = $"[{LogProbe("p", version: 20)},{LogProbe("url", version: 2)}]";
        server.Files["/two.json"] = $"[{LogProbe("p", version: 25)},{LogProbe("url", version: 25)},{LogProbe("second", version: 25)}]";
        using var program = new RemoteProgram(s => s with
        {
            ProbeUrls = [new Uri(server.Url, "/one.json"), new Uri(server.Url, "/two.json")],
            ProbeFiles = ["own.probes.json"],
            ContentRoot = folder,
        });
        Wait.Until(() => Versions(program) == "file=3 p=20 second=25 url=2", "addresses count before files, earlier ones before later ones");

        program.Agent.Config.Set(Path("p"), LogProbe("p", version: 10));
        program.Settle();
        Assert.AreEqual("file=3 p=10 second=25 url=2", Versions(program));

        program.Agent.Config.Remove(Path("p"));
        program.Settle();
        Assert.AreEqual("file=3 second=25 url=2", Versions(program), "What the agent took away is hidden elsewhere too.");

        server.Files["/one.json"] = "[]";
        program.Settle();
        Wait.Until(() => Versions(program) == "file=3 second=25 url=25", "the next address counts");
        Assert.AreEqual("agent ok,url 1 ok,url 2 ok", string.Join(',', program.Debugger.Status.Sources.Select(s => $"{s.Name} {s.State}")));
    }

    [TestMethod]
    public void Probe_TakenAwayByTheAgent_IsHiddenElsewhereOnlyAsLongAsItStaysThere()
    {
        using var server = new FakeAgent();
        using var program = WithTheSameProbeAtAgentAndServer(server);

        program.Agent.Config.Remove(Path("p"));
        program.Settle();
        Assert.AreEqual("", Versions(program));

        server.Files["/one.json"] = "[]";
        program.Settle();
        server.Files["/one.json"] = $"[{LogProbe("p", version: 30)}]";
        program.Settle();
        Wait.Until(() => Versions(program) == "p=30", "somebody has put it there anew");
    }

    [TestMethod]
    public void Probe_OfAnAgentWhoseConfigurationExpires_CountsElsewhere()
    {
        using var server = new FakeAgent();
        using var program = WithTheSameProbeAtAgentAndServer(server);

        program.Agent.Config.IsExpired = true;
        program.Settle();

        Assert.AreEqual("p=20", Versions(program));
    }

    [TestMethod]
    public void Probe_TakenAwayByAnAgentWhoseConfigurationThenExpires_CountsElsewhere()
    {
        using var server = new FakeAgent();
        using var program = WithTheSameProbeAtAgentAndServer(server);
        program.Agent.Config.Remove(Path("p"));
        program.Settle();
        Assert.AreEqual("", Versions(program));

        program.Agent.Config.IsExpired = true;
        program.Settle();

        Assert.AreEqual("p=20", Versions(program));
    }

    private static RemoteProgram WithTheSameProbeAtAgentAndServer(FakeAgent server)
    {
        server.Files["/one.json"] = $"[{LogProbe("p", version: 20)}]";
        var program = new RemoteProgram(s => s with { ProbeUrls = [new Uri(server.Url, "/one.json")] }, agent => agent.Config.Set(Path("p"), LogProbe("p", version: 10)));
        Wait.Until(() => Versions(program) == "p=10" && program.Debugger.Status.Sources.All(s => s.State == "ok"), "both have answered");
        return program;
    }

    private static string Versions(RemoteProgram program) => string.Join(' ', program.Debugger.Status.Probes.Select(p => p.Id + "=" + p.Version));

    [TestMethod]
    public void KillSwitch_InTheEnvironment_KeepsTheAgentFromBeingAsked()
    {
        using var agent = new FakeAgent { Endpoints = ["v0.7/config"] };
        Environment.SetEnvironmentVariable("WEAVER_ENABLED", "false");
        try
        {
            Assert.IsFalse(WeaverDebugger.Start(new WeaverOptions { Enabled = true, AgentUrl = agent.Url.ToString(), RemoteConfigEnabled = true, ProbeFiles = [] }));
        }
        finally
        {
            Environment.SetEnvironmentVariable("WEAVER_ENABLED", null);
        }

        Assert.IsEmpty(agent.Requests);
        Assert.IsFalse(WeaverDebugger.Status.Enabled);
    }
}
