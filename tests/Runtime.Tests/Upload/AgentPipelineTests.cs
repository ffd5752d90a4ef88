using System;
using System.Linq;
using System.Threading;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
[DoNotParallelize]
public sealed class AgentPipelineTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Counters _counters = new();
    private readonly FakeAgent _agent = new();
    private readonly AgentClient _client;

    public AgentPipelineTests() => _client = new AgentClient(Options(), _counters, _time);

    public void Dispose()
    {
        _client.Dispose();
        _agent.Dispose();
    }

    [TestMethod]
    public void Post_TwoRequestsFailed_NothingIsAskedUntilTheBreakIsOver()
    {
        _agent.FailNext(100, 500);
        Assert.AreEqual(AgentOutcome.Failed, Post().Outcome);
        Assert.IsTrue(_client.IsReady);
        Assert.AreEqual(AgentOutcome.Failed, Post().Outcome);
        Assert.IsFalse(_client.IsReady);
        for (var i = 0; i < 5; i++)
            Assert.AreEqual(AgentOutcome.NotAsked, Post().Outcome);
        Assert.HasCount(2, _agent.Requests);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.IsTrue(_client.IsReady);
        _agent.Recover();
        Assert.AreEqual(AgentOutcome.Ok, Post().Outcome);
        Assert.AreEqual(AgentOutcome.Ok, Post().Outcome);
    }

    [TestMethod]
    public void Post_OnTrial_TheAgentIsNotLeftAloneForIt()
    {
        _agent.FailNext(100, 503);
        for (var i = 0; i < 5; i++)
            Assert.AreEqual(AgentOutcome.Failed, _client.Post("/debugger/v2/input", "application/json", "[]"u8.ToArray(), CancellationToken.None, isTrial: true).Outcome);
        Assert.IsTrue(_client.IsReady);
    }

    [TestMethod]
    public void Post_AgentStaysAway_BreaksGrowToTheirBound()
    {
        _agent.FailNext(100, 503);
        Post();
        var breaks = Enumerable.Range(0, 6).Select(_ =>
        {
            Assert.AreEqual(AgentOutcome.Failed, Post().Outcome);
            var seconds = 0;
            while (!_client.IsReady)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                seconds++;
            }

            return seconds;
        });
        Assert.AreEqual("5 10 20 40 60 60", string.Join(' ', breaks));
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(1)]
    public void Post_WallClockIsSet_TheBreakIsAsLongAsEver(int days)
    {
        var clock = new SettableClock(_time);
        using var client = new AgentClient(Options(), _counters, clock);
        _agent.FailNext(2, 500);
        Post(client);
        Post(client);
        clock.Offset = TimeSpan.FromDays(days);
        Assert.AreEqual(AgentOutcome.NotAsked, Post(client).Outcome);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual(AgentOutcome.Ok, Post(client).Outcome);
    }

    [TestMethod]
    [DataRow("7", 7)]
    [DataRow("3600", 60)]
    public void Post_RetryAfter_IsHeededWithinTheBound(string header, int seconds)
    {
        using var server = new FaultyServer(FaultyServer.Answer("429 Too Many Requests", "Retry-After: " + header));
        using var client = new AgentClient(Options() with { Url = server.Url, Tries = 3 }, _counters, _time);
        var reply = client.Post("/debugger/v2/input", "application/json", "[]"u8.ToArray(), default);
        Assert.AreEqual((AgentOutcome.Failed, 429), (reply.Outcome, reply.Status));
        Assert.AreEqual(1, server.Connections, "a pause longer than our own is not waited for within a request");
        Assert.IsFalse(client.IsReady);
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.IsFalse(client.IsReady);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsTrue(client.IsReady);
    }

    [TestMethod]
    public void Post_ShortRetryAfter_IsThePauseBeforeTheNextTry()
    {
        using var server = new FaultyServer(FaultyServer.Answer("429 Too Many Requests", "Retry-After: 1"));
        using var client = new AgentClient(Options() with { Url = server.Url, Tries = 2, FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromSeconds(2), TryTimeout = TimeSpan.FromHours(1) }, _counters, _time);
        var thread = new Thread(() => client.Post("/debugger/v2/input", "application/json", "[]"u8.ToArray(), default));
        thread.Start();
        Wait.Until(() => server.Answered == 1, "the first try was answered");
        Wait.Until(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return thread.Join(1);
        }, "the second try ended");

        // The server counts an answer behind sending it.
        Wait.Until(() => server.Answered >= 2, "the second try was answered");
        Assert.AreEqual(2, server.Answered);
    }

    [TestMethod]
    public void Post_PoolIsBlocked_TheTimeLimitHoldsAllTheSame()
    {
        using var starved = new StarvedPool();
        using var client = new AgentClient(Options() with { TryTimeout = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromMilliseconds(1) }, _counters, TimeProvider.System);
        var reply = client.Post("/debugger/v2/input", "application/json", "[]"u8.ToArray(), default);
        Assert.AreEqual(AgentOutcome.Failed, reply.Outcome, "no thread is left that could open the connection");
        Assert.AreEqual(1, _counters.Read("upload.error{kind:timeout}"));
        starved.Dispose();
        Wait.Until(() => client.Post("/debugger/v2/input", "application/json", "[]"u8.ToArray(), default).Outcome == AgentOutcome.Ok, "the agent is reached again");
    }

    private AgentClientOptions Options() => new() { Url = _agent.Url, Tries = 1, LeavesAlone = true };

    private AgentReply Post() => Post(_client);

    private static AgentReply Post(AgentClient client) => client.Post("/debugger/v2/input", "application/json", "[]"u8.ToArray(), default);
}
