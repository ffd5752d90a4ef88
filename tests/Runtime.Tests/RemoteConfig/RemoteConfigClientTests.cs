using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.RemoteConfig;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.RemoteConfig;

/// <summary>What the client of an agent's remote configuration asks, and what it makes of the answers.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RemoteConfigClientTests : RemoteConfigBench
{
    [TestMethod]
    public void Request_First_HasEveryFieldOfTheProtocolAndAnEmptyState()
    {
        Start();

        var request = State(1);
        Assert.AreEqual(
            "cached_target_files client/capabilities client/client_tracer/app_version client/client_tracer/env client/client_tracer/extra_services client/client_tracer/language "
            + "client/client_tracer/process_tags client/client_tracer/runtime_id client/client_tracer/service client/client_tracer/tags client/client_tracer/tracer_version client/id client/is_tracer "
            + "client/products client/state/backend_client_state client/state/config_states client/state/error client/state/has_error client/state/root_version client/state/targets_version",
            string.Join(' ', Leaves(request).Order(StringComparer.Ordinal)));
        Assert.AreEqual("""["LIVE_DEBUGGING","LIVE_DEBUGGING_SYMBOL_DB","APM_TRACING"]""", request["client"]!["products"]!.ToJsonString());
        Assert.AreEqual("IEAAAAAA", (string?)request["client"]!["capabilities"], "Bits 45 and 38 in six bytes, the highest first.");
        Assert.IsTrue((bool)request["client"]!["is_tracer"]!);
        Assert.IsTrue(Guid.TryParse((string?)request["client"]!["id"], out _));
        var tracer = request["client"]!["client_tracer"]!;
        Assert.AreEqual(
            """{"runtime_id":"11111111-2222-3333-4444-555555555555","language":"dotnet","tracer_version":"1.2.3","service":"my_shop","extra_services":[],"env":"prod","app_version":"1.4.2","tags":["env:Prod","version:1.4.2"],"process_tags":["entrypoint.name:shop"]}""",
            tracer.ToJsonString());
        Assert.AreEqual("""{"root_version":1,"targets_version":0,"has_error":false,"error":null,"backend_client_state":"","config_states":[]}""", request["client"]!["state"]!.ToJsonString());
        Assert.AreEqual("[]", request["cached_target_files"]!.ToJsonString());
        var sent = Polls[0];
        Assert.AreEqual(("POST", "application/json"), (sent.Method, sent.ContentType));
    }

    [TestMethod]
    public void Config_Given_IsDeliveredCheckedAndReportedInTheNextRequest()
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        Assert.AreEqual($"{A}=[1]", Contents());
        var request = Poll();
        var hash = Convert.ToHexStringLower(SHA256.HashData("[1]"u8));
        Assert.AreEqual(
            """{"root_version":2,"targets_version":1,"has_error":false,"error":null,"backend_client_state":"state-1","config_states":[{"id":"logProbe_a","version":1,"product":"LIVE_DEBUGGING","apply_state":1,"apply_error":null}]}""",
            request["client"]!["state"]!.ToJsonString());
        Assert.AreEqual($$"""[{"path":"{{A}}","length":3,"hashes":[{"algorithm":"sha256","hash":"{{hash}}"}]}]""", request["cached_target_files"]!.ToJsonString());
        Assert.AreEqual((string?)State(1)["client"]!["id"], (string?)request["client"]!["id"], "The client's id stays.");
    }

    [TestMethod]
    public void Verdicts_Taken_StandInTheNextRequestAndOnlyForTheirContent()
    {
        Agent.Config.Set((A, "[1]"), (B, "[2]"));
        OnDelivery = set => Client!.Take(
        [
            new FileVerdict(A, set.Files[0].Version, ApplyState.Acknowledged),
            new FileVerdict(B, set.Files[1].Version, ApplyState.Error, "no such operator"),
            new FileVerdict(B, "another", ApplyState.Acknowledged),
        ]);
        Start();
        WaitForSets(1);

        var states = Poll()["client"]!["state"]!["config_states"]!;
        Assert.AreEqual(
            """[{"id":"logProbe_a","version":1,"product":"LIVE_DEBUGGING","apply_state":2,"apply_error":null},{"id":"logProbe_b","version":1,"product":"LIVE_DEBUGGING","apply_state":3,"apply_error":"no such operator"}]""",
            states.ToJsonString());
    }

    [TestMethod]
    public void Config_ChangedAndRemoved_IsDeliveredWhole()
    {
        Agent.Config.Set((A, "[1]"), (B, "[2]"));
        Start();
        WaitForSets(1);

        Agent.Config.Set(B, "[3]");
        Poll();
        WaitForSets(2);
        Assert.AreEqual($"{A}=[1] {B}=[3]", Contents());

        Agent.Config.Remove(A);
        Agent.Config.Remove(B);
        Poll();
        WaitForSets(3);
        Assert.AreEqual("", Contents());
        var request = Poll();
        Assert.AreEqual("[]", request["client"]!["state"]!["config_states"]!.ToJsonString());
        Assert.AreEqual("[]", request["cached_target_files"]!.ToJsonString());
        Assert.AreEqual(4, (int)request["client"]!["state"]!["targets_version"]!);
    }

    [TestMethod]
    public void Config_Unchanged_IsNotDeliveredAgain()
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);
        for (var i = 0; i < 3; i++)
            Poll();

        Assert.HasCount(1, Sets);
        Assert.AreEqual(4, Counters.Read("remoteConfig.polls"));
    }

    [TestMethod]
    public void Product_NotSubscribed_IsLeftOut()
    {
        Agent.Config.Set((A, "[1]"), (AgentConfig.PathOf("x", "ASM_DD"), "{}"));
        Start();
        WaitForSets(1);

        Assert.AreEqual($"{A}=[1]", Contents());
        Assert.HasCount(1, Poll()["client"]!["state"]!["config_states"]!.AsArray());
    }

    [TestMethod]
    [DataRow("garbage", "not JSON")]
    [DataRow("{\"targets\":\"e30=\"", "not JSON")]
    [DataRow("{\"targets\":\"%%%%\"}", "'targets' is not base64")]
    [DataRow("{\"targets\":\"e30=\"}", "has no field 'signed'")]
    [DataRow("{\"targets\":\"e3sic2lnbmVk\"}", "not JSON")]
    [DataRow("[1,2,3,4]", "not a JSON object")]
    [DataRow("{\"client_configs\":{\"a\":1}}", "'client_configs' is not a list")]
    [DataRow("{\"roots\":[\"!\"]}", "'roots' is not base64")]
    [DataRow("{\"target_files\":[{\"path\":\"\\ud800\",\"raw\":\"\"}]}", "not JSON")]
    public void Reply_Unreadable_KeepsWhatThereIsAndIsToldOnce(string reply, string expected)
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        Agent.Config.ReplyOnce(reply);
        Poll();
        WaitFor(SourceCondition.Refused);
        var told = Poll()["client"]!["state"]!;
        WaitFor(SourceCondition.Ok);
        var later = Poll()["client"]!["state"]!;

        Assert.IsTrue((bool)told["has_error"]!);
        StringAssert.Contains((string?)told["error"], expected);
        Assert.IsFalse((bool)later["has_error"]!);
        Assert.IsNull(later["error"]);
        Assert.AreEqual(1, (int)told["targets_version"]!);
        Assert.HasCount(1, told["config_states"]!.AsArray());
        Assert.HasCount(1, Sets);
        Assert.AreEqual(1, Counters.Read("remoteConfig.refused{reason:malformed}"));
    }

    [TestMethod]
    [DataRow("hash", "hash")]
    [DataRow("length", "length")]
    [DataRow("noHash", "hash")]
    [DataRow("noTarget", "target")]
    [DataRow("noFile", "missing")]
    [DataRow("path", "path")]
    public void Update_WithOneWrongFile_IsRefusedWhole(string wrong, string reason)
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        Agent.Config.SpoilTargets = signed =>
        {
            var targets = signed["targets"]!.AsObject();
            switch (wrong)
            {
                case "hash": targets[B]!["hashes"]!["sha256"] = new string('0', 64); break;
                case "length": targets[B]!["length"] = 4; break;
                case "noHash": targets[B]!["hashes"] = new JsonObject { ["md5"] = "00" }; break;
                case "noTarget": targets.Remove(B); break;
            }
        };
        Agent.Config.Spoil = reply =>
        {
            if (wrong == "noFile")
                reply["target_files"] = new JsonArray();
            if (wrong == "path")
                reply["client_configs"]!.AsArray().Add("datadog/x/LIVE_DEBUGGING/logProbe_c/config");
        };
        Agent.Config.Set((A, "[7]"), (B, "[2]"));
        Poll();
        WaitFor(SourceCondition.Refused);

        Assert.HasCount(1, Sets);
        Assert.AreEqual(1, Counters.Read($"remoteConfig.refused{{reason:{reason}}}"));
        (Agent.Config.Spoil, Agent.Config.SpoilTargets) = (null, null);
        var told = Poll()["client"]!["state"]!;
        Assert.IsTrue((bool)told["has_error"]!);
        Assert.AreEqual(1, (int)told["targets_version"]!, "A refused update leaves no number.");
        WaitForSets(2);
        Assert.AreEqual($"{A}=[7] {B}=[2]", Contents());
    }

    [TestMethod]
    public void Config_Expired_IsRemovedAndComesBack()
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        Agent.Config.IsExpired = true;
        Poll();
        WaitForSets(2);
        WaitFor(SourceCondition.Expired);
        Assert.AreEqual("", Contents());

        Agent.Config.IsExpired = false;
        Poll();
        WaitForSets(3);
        Assert.AreEqual($"{A}=[1]", Contents());
    }

    [TestMethod]
    public void Endpoint_Gone_ClearsEverythingAndStartsFromNothingWhenItIsBack()
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        Agent.FailNext(1, 404, AgentConfig.Path);
        Poll();
        WaitForSets(2);
        WaitFor(SourceCondition.Unavailable);
        Assert.AreEqual("", Contents());
        Assert.AreEqual(1, Counters.Read("remoteConfig.cleared"));

        var request = Poll(Longest);
        Assert.AreEqual(0, (int)request["client"]!["state"]!["targets_version"]!);
        Assert.AreEqual("", (string?)request["client"]!["state"]!["backend_client_state"]);
        WaitForSets(3);
        Assert.AreEqual($"{A}=[1]", Contents());
    }

    [TestMethod]
    public void Agent_WithoutTheEndpoint_IsAskedAgainSeldomAndSaidOnce()
    {
        Agent.Endpoints = ["debugger/v1/input"];
        Start(waits: false);
        WaitFor(SourceCondition.Unavailable);
        for (var i = 0; i < 3; i++)
        {
            var asked = Agent.CountOf("/info");
            var before = Client!.State;
            Time.Advance(Longest);
            Wait.Until(() => Agent.CountOf("/info") > asked, "the agent is asked again");

            // Time that passes before the answer is there would be the agent's.
            Wait.Until(() => !ReferenceEquals(Client.State, before), "the answer has arrived");
        }

        Assert.AreEqual(0, Polls.Count);
        Assert.HasCount(1, Lines("does not list /v0.7/config"));

        Agent.Endpoints = ["/v0.7/config"];
        Poll(Longest);
        WaitFor(SourceCondition.Ok);
    }

    [TestMethod]
    [DataRow("datadog/2/LIVE_DEBUGGING/logProbe_a/config", true)]
    [DataRow("employee/LIVE_DEBUGGING/logProbe_a/config", true)]
    [DataRow("datadog/x2/LIVE_DEBUGGING/logProbe_a/config", false)]
    [DataRow("datadog//LIVE_DEBUGGING/logProbe_a/config", false)]
    [DataRow("datadog/2/LIVE_DEBUGGING//config", false)]
    [DataRow("datadog/2/LIVE_DEBUGGING/a/config/more", false)]
    [DataRow("other/2/LIVE_DEBUGGING/a/config", false)]
    public void Path_FollowsTheProtocol(string path, bool expected) => Assert.AreEqual(expected, ConfigPath.Parse(path) is not null);

    private static IEnumerable<string> Leaves(JsonNode node, string path = "") =>
        node is JsonObject members ? members.SelectMany(m => m.Value is JsonObject ? Leaves(m.Value, path + m.Key + "/") : [path + m.Key]) : [path];
}
