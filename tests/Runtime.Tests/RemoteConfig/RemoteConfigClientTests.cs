using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.RemoteConfig;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.RemoteConfig;

[TestClass]
[DoNotParallelize]
public sealed class RemoteConfigClientTests : IDisposable
{
    private const string A = "datadog/2/LIVE_DEBUGGING/logProbe_a/config";
    private const string B = "employee/LIVE_DEBUGGING/logProbe_b/config";

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly Counters _counters = new();
    private readonly List<ConfigSet> _sets = [];
    private readonly List<string> _lines = [];
    private readonly TemporaryFolder _folder = new();
    private FakeAgent _agent = new() { Endpoints = ["v0.7/config"] };
    private RemoteConfigClient? _client;
    private Action<ConfigSet>? _onDelivery;

    public RemoteConfigClientTests()
    {
        // What the self-log gets; that is one for the whole process, and other tests end it.
        _counters.Troubles.Changed += (trouble, _) =>
        {
            lock (_lines)
                _lines.Add(trouble.Message);
        };
    }

    public void Dispose()
    {
        _client?.Stop(TimeSpan.FromSeconds(20));
        _client?.Dispose();
        _agent.Dispose();
        _folder.Dispose();
    }

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
        _agent.Config.Set(A, "[1]");
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
        _agent.Config.Set((A, "[1]"), (B, "[2]"));
        _onDelivery = set => _client!.Take(
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
        _agent.Config.Set((A, "[1]"), (B, "[2]"));
        Start();
        WaitForSets(1);

        _agent.Config.Set(B, "[3]");
        Poll();
        WaitForSets(2);
        Assert.AreEqual($"{A}=[1] {B}=[3]", Contents());

        _agent.Config.Remove(A);
        _agent.Config.Remove(B);
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
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);
        for (var i = 0; i < 3; i++)
            Poll();

        Assert.HasCount(1, _sets);
        Assert.AreEqual(4, _counters.Read("remoteConfig.polls"));
    }

    [TestMethod]
    public void Product_NotSubscribed_IsLeftOut()
    {
        _agent.Config.Set((A, "[1]"), (AgentConfig.PathOf("x", "ASM_DD"), "{}"));
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
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        _agent.Config.ReplyOnce(reply);
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
        Assert.HasCount(1, _sets);
        Assert.AreEqual(1, _counters.Read("remoteConfig.refused{reason:malformed}"));
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
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        _agent.Config.SpoilTargets = signed =>
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
        _agent.Config.Spoil = reply =>
        {
            if (wrong == "noFile")
                reply["target_files"] = new JsonArray();
            if (wrong == "path")
                reply["client_configs"]!.AsArray().Add("datadog/x/LIVE_DEBUGGING/logProbe_c/config");
        };
        _agent.Config.Set((A, "[7]"), (B, "[2]"));
        Poll();
        WaitFor(SourceCondition.Refused);

        Assert.HasCount(1, _sets);
        Assert.AreEqual(1, _counters.Read($"remoteConfig.refused{{reason:{reason}}}"));
        (_agent.Config.Spoil, _agent.Config.SpoilTargets) = (null, null);
        var told = Poll()["client"]!["state"]!;
        Assert.IsTrue((bool)told["has_error"]!);
        Assert.AreEqual(1, (int)told["targets_version"]!, "A refused update leaves no number.");
        WaitForSets(2);
        Assert.AreEqual($"{A}=[7] {B}=[2]", Contents());
    }

    [TestMethod]
    public void Config_Expired_IsRemovedAndComesBack()
    {
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        _agent.Config.IsExpired = true;
        Poll();
        WaitForSets(2);
        WaitFor(SourceCondition.Expired);
        Assert.AreEqual("", Contents());

        _agent.Config.IsExpired = false;
        Poll();
        WaitForSets(3);
        Assert.AreEqual($"{A}=[1]", Contents());
    }

    [TestMethod]
    public void Endpoint_Gone_ClearsEverythingAndStartsFromNothingWhenItIsBack()
    {
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        _agent.FailNext(1, 404, AgentConfig.Path);
        Poll();
        WaitForSets(2);
        WaitFor(SourceCondition.Unavailable);
        Assert.AreEqual("", Contents());
        Assert.AreEqual(1, _counters.Read("remoteConfig.cleared"));

        var request = Poll(s_longest);
        Assert.AreEqual(0, (int)request["client"]!["state"]!["targets_version"]!);
        Assert.AreEqual("", (string?)request["client"]!["state"]!["backend_client_state"]);
        WaitForSets(3);
        Assert.AreEqual($"{A}=[1]", Contents());
    }

    [TestMethod]
    public void Agent_WithoutTheEndpoint_IsAskedAgainSeldomAndSaidOnce()
    {
        _agent.Endpoints = ["debugger/v1/input"];
        Start(waits: false);
        WaitFor(SourceCondition.Unavailable);
        for (var i = 0; i < 3; i++)
        {
            var asked = _agent.CountOf("/info");
            _time.Advance(s_longest);
            Wait.Until(() => _agent.CountOf("/info") > asked, "the agent is asked again");
        }

        Assert.AreEqual(0, Polls.Count);
        Assert.HasCount(1, Lines("does not list /v0.7/config"));

        _agent.Endpoints = ["/v0.7/config"];
        Poll(s_longest);
        WaitFor(SourceCondition.Ok);
    }

    [TestMethod]
    [DataRow(408)]
    [DataRow(413)]
    [DataRow(429)]
    [DataRow(500)]
    public void Status_ForAMinute_KeepsWhatThereIsAndIsSaidOnceEachWay(int status)
    {
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);
        WaitFor(SourceCondition.Ok);
        _agent.FailNext(1000, status, AgentConfig.Path);
        for (var second = 0; second < 60; second += 5)
        {
            var polls = Polls.Count;
            _time.Advance(s_interval);
            if (second == 0)
                Wait.Until(() => Polls.Count > polls, "the first failing poll");
        }

        WaitFor(SourceCondition.Failing);
        _agent.Recover();
        _agent.Config.Set(B, "[2]");
        _time.Advance(s_longest);
        WaitForSets(2);
        WaitFor(SourceCondition.Ok);

        Assert.AreEqual($"{A}=[1] {B}=[2]", Contents());
        Assert.HasCount(1, Lines($"answers with status {status}"));
        Assert.IsLessThan(12, Polls.Count(p => p.Status == status), "It is asked less often than usual.");
        Assert.IsFalse(Polls.Any(p => (bool)JsonNode.Parse(p.Body)!["client"]!["state"]!["has_error"]!), "Such a failure is not told to the agent.");
        Assert.AreEqual(Polls.Count(p => p.Status == status), _counters.Read($"remoteConfig.error{{status:{status}}}"));
    }

    [TestMethod]
    public void Agent_Down_ThenBack_LosesNothingAndSaysOneLineEachWay()
    {
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);
        WaitFor(SourceCondition.Ok);
        _agent.Refuse();
        for (var i = 1; i <= 4; i++)
        {
            _time.Advance(s_longest);
            Wait.Until(() => _counters.Read("remoteConfig.error{kind:connection}") >= i, "the agent was not reached");
        }

        _agent.Config.Set(B, "[2]");
        _agent.Accept();
        _time.Advance(s_longest);
        WaitForSets(2);
        WaitFor(SourceCondition.Ok);

        Assert.AreEqual($"{A}=[1] {B}=[2]", Contents());
        Assert.HasCount(1, Lines("cannot be reached"));
        Assert.HasCount(1, Lines("answers, and what it configures is in force"));
        Assert.HasCount(2, _sets, "While the agent is away nothing is delivered.");
    }

    [TestMethod]
    public void Name_ThatDoesNotResolve_IsAFailureLikeOthers()
    {
        Start(new Uri("http://no-such-host.invalid:8126"), waits: false);

        WaitFor(SourceCondition.Failing);
        Assert.AreEqual(1, _counters.Read("remoteConfig.error{kind:connection}"));
    }

    [TestMethod]
    public void Connection_CutInMidBody_KeepsWhatThereIs()
    {
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);
        _agent.CutNext(1, AgentConfig.Path);
        Poll();
        WaitFor(SourceCondition.Failing);

        _agent.Config.Set(B, "[2]");
        _time.Advance(s_longest);
        WaitForSets(2);
        Assert.AreEqual($"{A}=[1] {B}=[2]", Contents());
    }

    [TestMethod]
    public void Agent_Hangs_IsLeftAfterTheTimeout()
    {
        _agent.HangNext(1000, AgentConfig.Path);
        Start(waits: false);
        Wait.Until(() => _counters.Read("remoteConfig.polls") == 1, "the poll has begun");
        Wait.Until(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _client!.State.Condition == SourceCondition.Failing;
            },
            "the timeout ends the poll");

        Assert.IsGreaterThan(0, _counters.Read("remoteConfig.error{kind:timeout}"));
        _agent.Recover();
        _agent.Config.Set(A, "[1]");
        Wait.Until(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _client!.State.Condition == SourceCondition.Ok;
            },
            "the agent is heard again");
    }

    [TestMethod]
    public void Stop_WhileTheAgentHangs_EndsThePollAtOnce()
    {
        _agent.HangNext(1, AgentConfig.Path);
        Start(waits: false);
        Wait.Until(() => _counters.Read("remoteConfig.polls") == 1, "the poll has begun");

        Assert.IsTrue(_client!.Stop(TimeSpan.FromSeconds(20)));
        Assert.AreEqual(SourceCondition.Waiting, _client.State.Condition);
    }

    [TestMethod]
    public void Reply_BeyondTheLimit_IsRefused()
    {
        _agent.Config.Set(A, "[1]");
        Start(options: new RemoteConfigOptions { MaxReplyBytes = 20_000 });
        WaitForSets(1);

        _agent.Config.Set(B, new string(' ', 30_000));
        Poll();
        WaitFor(SourceCondition.Refused);
        StringAssert.Contains((string?)Poll()["client"]!["state"]!["error"], "larger than 20000 bytes");
        Assert.HasCount(1, _sets);
        Assert.IsGreaterThan(0, _counters.Read("remoteConfig.refused{reason:tooLarge}"));
    }

    [TestMethod]
    public void Files_BeyondTheirNumber_AreRefused()
    {
        _agent.Config.Set((A, "[1]"), (B, "[2]"));
        Start(options: new RemoteConfigOptions { MaxFiles = 1 });
        WaitFor(SourceCondition.Refused);

        Assert.IsEmpty(_sets);
        Assert.AreEqual(1, _counters.Read("remoteConfig.refused{reason:tooMuch}"));
    }

    [TestMethod]
    public void Files_TenThousandAtOnce_AreAllDelivered()
    {
        _agent.Config.Set(Enumerable.Range(0, 10_000).Select(i => (AgentConfig.PathOf($"logProbe_{i}"), $"[{new string('1', 900)}]")));
        Start();
        WaitForSets(1);

        Assert.HasCount(10_000, _sets[0].Files);
        Assert.HasCount(10_000, Poll()["client"]!["state"]!["config_states"]!.AsArray());
    }

    [TestMethod]
    public void Agent_StateLost_IsBelieved()
    {
        for (var i = 0; i < 5; i++)
            _agent.Config.Set(A, $"[{i}]");
        Start();
        WaitForSets(1);

        _agent.Config.LoseState();
        Poll();
        WaitForSets(2);
        Assert.AreEqual("", Contents());
        _agent.Config.Set(B, "[9]");
        Assert.AreEqual(1, (int)Poll()["client"]!["state"]!["targets_version"]!, "The number goes down as the agent's did.");
        WaitForSets(3);
        Assert.AreEqual($"{B}=[9]", Contents());
    }

    [TestMethod]
    public void WallClock_Jumps_ChangeNothing()
    {
        var clock = new JumpingTime(_time);
        _agent.Config.Set(A, "[1]");
        Start(time: clock);
        WaitForSets(1);
        clock.Offset = TimeSpan.FromDays(-4000);
        _agent.Config.Set(A, "[2]");
        Poll();
        WaitForSets(2);
        clock.Offset = TimeSpan.FromDays(400_000);
        Poll();
        Poll();

        Assert.AreEqual($"{A}=[2]", Contents());
        Assert.AreEqual(4, Polls.Count, "Neither a poll more nor one less.");
    }

    [TestMethod]
    public void UnixSocket_CarriesTheSame()
    {
        _agent.Dispose();
        _agent = new FakeAgent(Path.Combine(_folder, "agent.sock")) { Endpoints = ["v0.7/config"] };
        _agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        Assert.AreEqual($"{A}=[1]", Contents());
        StringAssert.EndsWith(_client!.State.Address, "agent.sock");
    }

    [TestMethod]
    public void Delivery_Throws_IsToldAndTriedNoMore()
    {
        _onDelivery = _ => throw new InvalidOperationException("broken");
        _agent.Config.Set(A, "[1]");
        Start();
        WaitFor(SourceCondition.Refused);

        var state = Poll()["client"]!["state"]!;
        Assert.AreEqual(3, (int)state["config_states"]![0]!["apply_state"]!);
        Assert.IsTrue((bool)state["has_error"]!);
        Assert.AreEqual(1, _counters.Read("config.failed{source:agent}"));
    }

    [TestMethod]
    public void Pause_AfterFailures_GrowsAtRandomUpToItsLimit()
    {
        using var poller = new Poller("test", s_interval, s_longest, _ => true, _time, _counters);
        double Seconds(int failures, double random) => poller.PauseAfter(failures, random).TotalSeconds;

        Assert.AreEqual((5, 5), (Seconds(0, 0), Seconds(0, 1)));
        Assert.AreEqual((5, 10), (Seconds(1, 0), Seconds(1, 1)));
        Assert.AreEqual((10, 20), (Seconds(2, 0), Seconds(2, 1)));
        Assert.AreEqual((30, 60), (Seconds(4, 0), Seconds(4, 1)));
        Assert.AreEqual((30, 60), (Seconds(1_000_000, 0), Seconds(1_000_000, 1)));
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

    private IReadOnlyList<RecordedRequest> Polls => [.. _agent.Requests.Where(r => r.Path == AgentConfig.Path)];

    private void Start(Uri? url = null, RemoteConfigOptions? options = null, TimeProvider? time = null, bool waits = true)
    {
        options ??= new RemoteConfigOptions();
        var client = new AgentClient(
            new AgentClientOptions { Url = url ?? _agent.Url, Tries = 1, TryTimeout = options.Timeout, MaxReplyBytes = options.MaxReplyBytes, ErrorCounter = "remoteConfig.error" }, _counters, time ?? _time);
        var identity = new ClientIdentity
        {
            RuntimeId = Guid.Parse("11111111-2222-3333-4444-555555555555"),
            Version = "1.2.3",
            Service = "My Shop",
            Environment = "Prod",
            ServiceVersion = "1.4.2",
            Tags = ["env:Prod", "version:1.4.2"],
            ProcessTags = ["entrypoint.name:shop"],
            Products = [Products.LiveDebugging, Products.SymbolDatabase, Products.Tracing],
            Capabilities = Products.Encode(Products.CanEnableInstrumentation, Products.CanMergeTracing),
        };
        _client = new RemoteConfigClient(client, identity, options, _counters, time ?? _time);
        _client.Start(set =>
        {
            _onDelivery?.Invoke(set);
            lock (_sets)
                _sets.Add(set);
        });
        if (waits)
            Wait.Until(() => Polls.Count == 1, "the agent is asked for the first time");
    }

    // Lets a pause pass, and gives the request that follows.
    private JsonNode Poll(TimeSpan? pause = null)
    {
        var before = Polls.Count;
        _time.Advance(pause ?? s_interval);
        Wait.Until(() => Polls.Count > before, "the agent is asked again");
        return State(before + 1);
    }

    private JsonNode State(int poll) => JsonNode.Parse(Polls[poll - 1].Body)!;

    private void WaitForSets(int count) => Wait.Until(
        () =>
        {
            lock (_sets)
                return _sets.Count >= count && _client!.State.Condition != SourceCondition.Waiting;
        },
        $"{count} sets are delivered");

    private void WaitFor(SourceCondition condition) => Wait.Until(() => _client!.State.Condition == condition, $"the source is {condition}, and not {_client!.State.Condition}");

    private string Contents()
    {
        lock (_sets)
            return string.Join(' ', _sets[^1].Files.Select(f => f.Path + "=" + Encoding.UTF8.GetString(f.Bytes.Span)));
    }

    private List<string> Lines(string part)
    {
        lock (_lines)
            return [.. _lines.Where(l => l.Contains(part, StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Leaves(JsonNode node, string path = "") =>
        node is JsonObject members ? members.SelectMany(m => m.Value is JsonObject ? Leaves(m.Value, path + m.Key + "/") : [path + m.Key]) : [path];

    /// <summary>The wall clock can be set; the ticks go on.</summary>
    private sealed class JumpingTime(FakeTimeProvider time) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;

        public override long GetTimestamp() => time.GetTimestamp();

        public override System.Threading.ITimer CreateTimer(System.Threading.TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }
}
