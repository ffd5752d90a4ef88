using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.RemoteConfig;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.RemoteConfig;

/// <summary>What an agent, the way to it and the clock do wrong, and what of the configuration stays in force.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RemoteConfigFaultTests : RemoteConfigBench
{
    [TestMethod]
    [DataRow(408)]
    [DataRow(413)]
    [DataRow(429)]
    [DataRow(500)]
    public void Status_ForAMinute_KeepsWhatThereIsAndIsSaidOnceEachWay(int status)
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);
        WaitFor(SourceCondition.Ok);
        Agent.FailNext(1000, status, AgentConfig.Path);
        for (var second = 0; second < 60; second += 5)
        {
            var polls = Polls.Count;
            Time.Advance(Interval);
            if (second == 0)
                Wait.Until(() => Polls.Count > polls, "the first failing poll");
        }

        WaitFor(SourceCondition.Failing);
        Agent.Recover();
        Agent.Config.Set(B, "[2]");
        Time.Advance(Longest);
        WaitForSets(2);
        WaitFor(SourceCondition.Ok);

        Assert.AreEqual($"{A}=[1] {B}=[2]", Contents());
        Assert.HasCount(1, Lines($"answers with status {status}"));
        Assert.IsLessThan(12, Polls.Count(p => p.Status == status), "It is asked less often than usual.");
        Assert.IsFalse(Polls.Any(p => (bool)JsonNode.Parse(p.Body)!["client"]!["state"]!["has_error"]!), "Such a failure is not told to the agent.");
        Assert.AreEqual(Polls.Count(p => p.Status == status), Counters.Read($"remoteConfig.error{{status:{status}}}"));
    }

    [TestMethod]
    public void Agent_Down_ThenBack_LosesNothingAndSaysOneLineEachWay()
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);
        WaitFor(SourceCondition.Ok);
        Agent.Refuse();
        for (var i = 1; i <= 4; i++)
        {
            Time.Advance(Longest);
            Wait.Until(() => Counters.Read("remoteConfig.error{kind:connection}") >= i, "the agent was not reached");
        }

        Agent.Config.Set(B, "[2]");
        Agent.Accept();
        Time.Advance(Longest);
        WaitForSets(2);
        WaitFor(SourceCondition.Ok);

        Assert.AreEqual($"{A}=[1] {B}=[2]", Contents());
        Assert.HasCount(1, Lines("cannot be reached"));
        Assert.HasCount(1, Lines("answers, and what it configures is in force"));
        Assert.HasCount(2, Sets, "While the agent is away nothing is delivered.");
    }

    [TestMethod]
    public void Name_ThatDoesNotResolve_IsAFailureLikeOthers()
    {
        Start(new Uri("http://no-such-host.invalid:8126"), waits: false);

        WaitFor(SourceCondition.Failing);
        Assert.AreEqual(1, Counters.Read("remoteConfig.error{kind:connection}"));
    }

    [TestMethod]
    public void Connection_CutInMidBody_KeepsWhatThereIs()
    {
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);
        Agent.CutNext(1, AgentConfig.Path);
        Poll();
        WaitFor(SourceCondition.Failing);

        Agent.Config.Set(B, "[2]");
        Time.Advance(Longest);
        WaitForSets(2);
        Assert.AreEqual($"{A}=[1] {B}=[2]", Contents());
    }

    [TestMethod]
    public void Agent_Hangs_IsLeftAfterTheTimeout()
    {
        Agent.HangNext(1000, AgentConfig.Path);
        Start(options: new RemoteConfigOptions(), waits: false);
        Wait.Until(() => Counters.Read("remoteConfig.polls") == 1, "the poll has begun");
        Wait.Until(
            () =>
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                return Client!.State.Condition == SourceCondition.Failing;
            },
            "the timeout ends the poll");

        Assert.IsGreaterThan(0, Counters.Read("remoteConfig.error{kind:timeout}"));
        Agent.Recover();
        Agent.Config.Set(A, "[1]");
        Wait.Until(
            () =>
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                return Client!.State.Condition == SourceCondition.Ok;
            },
            "the agent is heard again");
    }

    [TestMethod]
    public void Stop_WhileTheAgentHangs_EndsThePollAtOnce()
    {
        Agent.HangNext(1, AgentConfig.Path);
        Start(waits: false);
        Wait.Until(() => Counters.Read("remoteConfig.polls") == 1, "the poll has begun");

        Assert.IsTrue(Client!.Stop(TimeSpan.FromSeconds(20)));
        Assert.AreEqual(SourceCondition.Waiting, Client.State.Condition);
    }

    [TestMethod]
    public void Reply_BeyondTheLimit_IsRefused()
    {
        Agent.Config.Set(A, "[1]");
        Start(options: new RemoteConfigOptions { MaxReplyBytes = 20_000 });
        WaitForSets(1);

        Agent.Config.Set(B, new string(' ', 30_000));
        Poll();
        WaitFor(SourceCondition.Refused);
        StringAssert.Contains((string?)Poll()["client"]!["state"]!["error"], "larger than 20000 bytes");
        Assert.HasCount(1, Sets);
        Assert.IsGreaterThan(0, Counters.Read("remoteConfig.refused{reason:tooLarge}"));
    }

    [TestMethod]
    public void Files_BeyondTheirNumber_AreRefused()
    {
        Agent.Config.Set((A, "[1]"), (B, "[2]"));
        Start(options: new RemoteConfigOptions { MaxFiles = 1 });
        WaitFor(SourceCondition.Refused);

        Assert.IsEmpty(Sets);
        Assert.AreEqual(1, Counters.Read("remoteConfig.refused{reason:tooMuch}"));
    }

    [TestMethod]
    public void Files_TenThousandAtOnce_AreAllDelivered()
    {
        Agent.Config.Set(Enumerable.Range(0, 10_000).Select(i => (AgentConfig.PathOf($"logProbe_{i}"), $"[{new string('1', 900)}]")));
        Start();
        WaitForSets(1);

        Assert.HasCount(10_000, Sets[0].Files);
        Assert.HasCount(10_000, Poll()["client"]!["state"]!["config_states"]!.AsArray());
    }

    [TestMethod]
    public void Agent_StateLost_IsBelieved()
    {
        for (var i = 0; i < 5; i++)
            Agent.Config.Set(A, $"[{i}]");
        Start();
        WaitForSets(1);

        Agent.Config.LoseState();
        Poll();
        WaitForSets(2);
        Assert.AreEqual("", Contents());
        Agent.Config.Set(B, "[9]");
        Assert.AreEqual(1, (int)Poll()["client"]!["state"]!["targets_version"]!, "The number goes down as the agent's did.");
        WaitForSets(3);
        Assert.AreEqual($"{B}=[9]", Contents());
    }

    [TestMethod]
    public void WallClock_Jumps_ChangeNothing()
    {
        var clock = new JumpingTime(Time);
        Agent.Config.Set(A, "[1]");
        Start(time: clock);
        WaitForSets(1);
        clock.Offset = TimeSpan.FromDays(-4000);
        Agent.Config.Set(A, "[2]");
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
        Agent.Dispose();
        Agent = new FakeAgent(Path.Combine(Folder, "agent.sock")) { Endpoints = ["v0.7/config"] };
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        Assert.AreEqual($"{A}=[1]", Contents());
        StringAssert.EndsWith(Client!.State.Address, "agent.sock");
    }

    [TestMethod]
    public void Update_ThatCannotBeApplied_IsToldAndDeliveredAgainUntilItIsInForce()
    {
        OnDelivery = _ => throw new InvalidOperationException("broken");
        Agent.Config.Set(A, "[1]");
        Start();
        WaitFor(SourceCondition.Refused);

        for (var polls = 1; polls <= 2; polls++)
        {
            var state = Poll()["client"]!["state"]!;
            Assert.AreEqual((3, 0), ((int)state["config_states"]![0]!["apply_state"]!, (int)state["targets_version"]!), "what is not in force is not said to be");
            Assert.IsTrue((bool)state["has_error"]!);
        }

        Wait.Until(() => Counters.Read("config.failed{source:agent}") == 3, "it was tried with each poll");
        Assert.AreEqual(SourceCondition.Refused, Client!.State.Condition);
        Assert.IsEmpty(Sets);

        OnDelivery = null;
        Poll();
        WaitFor(SourceCondition.Ok);
        var after = Poll()["client"]!["state"]!;

        Assert.AreEqual(A + "=[1]", Contents());
        Assert.AreEqual(1, (int)after["targets_version"]!);
        Assert.HasCount(1, Sets);
    }

    [TestMethod]
    [DataRow(true, DisplayName = "because it has expired")]
    [DataRow(false, DisplayName = "because the agent offers it no more")]
    public void Removal_ThatCannotBeApplied_IsDeliveredAgainUntilItIsDone(bool expires)
    {
        var condition = expires ? SourceCondition.Expired : SourceCondition.Unavailable;
        Agent.Config.Set(A, "[1]");
        Start();
        WaitForSets(1);

        OnDelivery = _ => throw new InvalidOperationException("broken");
        if (expires)
            Agent.Config.IsExpired = true;
        else
            Agent.Endpoints = [];
        Poll();
        Wait.Until(() => Counters.Read("config.failed{source:agent}") == 1, "the removal was tried");
        WaitFor(expires ? SourceCondition.Refused : condition);
        Assert.Contains("A failure inside Weaver", Client!.State.Message);
        Assert.DoesNotContain("is removed", Client.State.Message);

        // The agent may even be away meanwhile.
        OnDelivery = null;
        Wait.Until(() =>
        {
            Time.Advance(Longest);
            lock (Sets)
                return Sets.Count == 2;
        }, "the removal is delivered again");
        WaitFor(condition);

        Assert.AreEqual("", Contents());
        Assert.IsTrue(Sets[^1].IsWithdrawn);
        Wait.Until(() =>
        {
            Time.Advance(Longest);
            return Client.State.Message.Contains("is removed", StringComparison.Ordinal);
        }, "what is said is so");
    }

    [TestMethod]
    public void Pause_AfterFailures_GrowsAtRandomUpToItsLimit()
    {
        using var poller = new Poller("test", Interval, Longest, _ => true, Time, Counters);
        double Seconds(int failures, double random) => poller.PauseAfter(failures, random).TotalSeconds;

        Assert.AreEqual((5, 5), (Seconds(0, 0), Seconds(0, 1)));
        Assert.AreEqual((5, 10), (Seconds(1, 0), Seconds(1, 1)));
        Assert.AreEqual((10, 20), (Seconds(2, 0), Seconds(2, 1)));
        Assert.AreEqual((30, 60), (Seconds(4, 0), Seconds(4, 1)));
        Assert.AreEqual((30, 60), (Seconds(1_000_000, 0), Seconds(1_000_000, 1)));
    }

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
