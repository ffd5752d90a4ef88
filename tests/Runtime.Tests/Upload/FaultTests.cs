using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;
using Weaver.Upload;
using Weaver.Upload.Spooling;

namespace Weaver.Runtime.Tests.Upload;

/// <summary>Every way in which an agent goes wrong, with and without a spool: what was produced is sent, on disk, in memory or counted as dropped, exactly.</summary>
[TestClass]
[DoNotParallelize]
public sealed class FaultTests : IDisposable
{
    private const int Events = 120;

    private static readonly TimeSpan s_ample = TimeSpan.FromSeconds(30);

    private readonly Counters _counters = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();

    public static IEnumerable<object[]> Faults =>
    [
        ["refused", false], ["refused", true],
        ["dns", false], ["dns", true],
        ["reset", false], ["reset", true],
        ["hang", false], ["hang", true],
        ["drip", false], ["drip", true],
        ["408", false], ["408", true],
        ["429", false], ["429", true],
        ["500", false], ["500", true],
        ["garbage", false], ["garbage", true],
    ];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public void Upload_AgentWithAFault_BooksAreExactAndTheStopIsInTime(string fault, bool hasSpool)
    {
        using var server = Server(fault);
        using var uploader = Uploader(server?.Url ?? Address(fault), hasSpool, TimeProvider.System);
        uploader.Start();
        for (var number = 0; number < Events; number++)
            uploader.Offer(Event(number));
        Assert.IsTrue(uploader.Flush(s_ample));
        AssertBooks(uploader, Events);
        for (var number = Events; number < 2 * Events; number++)
            uploader.Offer(Event(number));
        Assert.IsTrue(uploader.Stop(TimeSpan.FromSeconds(8)), "the thread ended within the time given to the stop");

        var totals = AssertBooks(uploader, 2 * Events);
        Assert.AreEqual((0L, 0L), (totals.Sent, totals.InMemory));
        Assert.AreEqual(hasSpool ? (2L * Events, 0L) : (0L, 2L * Events), (totals.Spooled, totals.Dropped));
        uploader.Dispose();
        if (hasSpool)
            AssertDeliveredByTheNext(2 * Events);
    }

    [TestMethod]
    [DataRow(404, "NoEndpoint")]
    [DataRow(413, "PayloadTooLarge")]
    [DataRow(400, "UploadRejected")]
    public void Upload_AgentRefusesForGood_IsCountedUnderItsReason(int status, string reason)
    {
        using var agent = new FakeAgent();
        using var uploader = Uploader(agent.Url, hasSpool: false, TimeProvider.System);
        uploader.Start();
        uploader.Offer(Event(0));
        Assert.IsTrue(uploader.Flush(s_ample));
        agent.FailNext(status == 404 ? 2 : 1, status);
        uploader.Offer(Event(1));
        uploader.Offer(Event(2));
        Assert.IsTrue(uploader.Flush(s_ample));
        var totals = AssertBooks(uploader, 3);
        Assert.AreEqual((1L, 2L), (totals.Sent, totals.Drops[Enum.Parse<DropReason>(reason)]));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Upload_AgentAnswers500ForAMinute_RecoversWithExactBooks(bool hasSpool)
    {
        using var agent = new FakeAgent();
        using var uploader = Uploader(agent.Url, hasSpool, _time, new UploadOptions { QueueEvents = 500 }, tryTimeout: TimeSpan.FromMinutes(5));
        uploader.Start();
        var produced = 0;
        var step = 0;
        agent.FailNext(100_000, 500);
        Wait.Until(() =>
        {
            // The pauses between tries pass by this clock too.
            _time.Advance(TimeSpan.FromMilliseconds(100));
            if (step % 2 == 0)
                uploader.Offer(Event(produced++));
            AssertBooks(uploader, produced);
            return ++step == 600;
        }, "the minute is over");

        var asked = agent.Requests.Count;
        Assert.IsGreaterThan(0, asked);
        Assert.IsLessThan(40, asked, "an agent that fails is left alone");
        agent.Recover();
        Wait.Until(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            return uploader.Totals(Track.Logs).Sent == produced;
        }, "everything has arrived");

        var totals = AssertBooks(uploader, produced);
        Assert.AreEqual((0L, 0L, 0L), (totals.Spooled, totals.InMemory, totals.Dropped), "the agent was asked before events were risked");
        CollectionAssert.AreEqual(Enumerable.Range(0, produced).ToArray(), agent.EventsAt("/debugger/v2/input").Select(e => e.GetProperty("n").GetInt32()).ToArray());
    }

    [TestMethod]
    public void Upload_AgentAlwaysAnswersOneEventWith500_ItIsGivenUpAndEverythingElseArrives()
    {
        using var agent = new FakeAgent { Chokes = static body => body.Contains("{\"n\":7}", StringComparison.Ordinal) };
        using var uploader = Uploader(agent.Url, hasSpool: true, _time, tryTimeout: TimeSpan.FromMinutes(5));
        uploader.Start();
        for (var number = 0; number < 20; number++)
            uploader.Offer(Event(number));
        var step = 0;
        Wait.Until(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            if (step++ < 100)
                uploader.Offer(Payload.Of(Track.Diagnostics, $$"""{"d":{{step}}}"""));
            AssertBooks(uploader, 20);
            return uploader.Totals(Track.Logs) is { Spooled: 0, InMemory: 0 } && uploader.Totals(Track.Diagnostics) is { Sent: 100 };
        }, "everything has ended", s_ample);

        var totals = AssertBooks(uploader, 20);
        Assert.AreEqual((19L, 1L), (totals.Sent, totals.Drops[DropReason.UploadGivenUp]));
        Assert.AreEqual(1, _counters.Read("events.dropped{reason:uploadGivenUp,track:logs}"));
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Where(static number => number != 7).ToArray(), agent.EventsAt("/debugger/v2/input").Select(e => e.GetProperty("n").GetInt32()).ToArray());
    }

    [TestMethod]
    public void Upload_AgentIsSlow_EventsWaitInMemoryAndOverflowIsCounted()
    {
        using var server = new FaultyServer(FaultyServer.Hang());
        using var uploader = Uploader(server.Url, hasSpool: false, TimeProvider.System, new UploadOptions { QueueEvents = 100, QueueBytes = 50_000, BatchEvents = 10 }, tryTimeout: s_ample);
        uploader.Start();
        uploader.Offer(Event(0));
        uploader.Wake();
        Wait.Until(() => server.Connections > 0, "the agent is asked");

        // A thread of the program that waited would never come to the end of this.
        var text = new string('x', 1000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 1; number <= 50_000; number++)
            uploader.Offer(Payload.Copy(Track.Logs, Encoding.UTF8.GetBytes($$"""{"n":{{number}},"text":"{{text}}"}""")));
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;

        var totals = AssertBooks(uploader, 50_001);
        Assert.AreEqual(totals.Dropped, totals.Drops[DropReason.QueueFull]);
        Assert.IsLessThanOrEqualTo(101, totals.InMemory);
        Assert.IsLessThan(4 << 20, growth, "fifty megabytes were offered");
        Assert.AreEqual(totals.Dropped, _counters.Read("events.dropped{reason:queueFull,track:logs}"));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Upload_PoolIsBlocked_BooksAreExactAndEventsArriveAfterwards(bool hasSpool)
    {
        using var agent = new FakeAgent();
        using var uploader = Uploader(agent.Url, hasSpool, TimeProvider.System);
        uploader.Start();
        using (new StarvedPool())
        {
            for (var number = 0; number < Events; number++)
                uploader.Offer(Event(number));
            Assert.IsTrue(uploader.Flush(s_ample), "our thread comes to an end of its turn");
            var starved = AssertBooks(uploader, Events);
            Assert.AreEqual(0, starved.Sent + starved.Dropped);
            Assert.AreEqual(hasSpool ? Events : 0, starved.Spooled);
        }

        Wait.Until(() => uploader.Flush(s_ample) && uploader.Totals(Track.Logs).Sent == Events, "the agent is asked again and takes all");
        AssertBooks(uploader, Events);
    }

    [TestMethod]
    public void Upload_MemoryIsShort_NothingIsLostWithoutACount()
    {
        using var agent = new FakeAgent();
        using var uploader = Uploader(agent.Url, hasSpool: true, TimeProvider.System, new UploadOptions { QueueEvents = 200 });
        uploader.Start();
        var produced = 0;
        var ballast = new List<byte[]>();
        for (var round = 0; round < 20; round++)
        {
            // Full collections all the time, and large objects between.
            ballast.Add(GC.AllocateUninitializedArray<byte>(8 << 20));
            if (ballast.Count > 4)
                ballast.RemoveAt(0);
            for (var i = 0; i < 100; i++)
                uploader.Offer(Payload.Copy(Track.Logs, Encoding.UTF8.GetBytes($$"""{"n":{{produced++}}}""")));
            GC.Collect();
            AssertBooks(uploader, produced);
        }

        Assert.IsTrue(uploader.Stop(s_ample));
        var totals = AssertBooks(uploader, produced);
        Assert.AreEqual(totals.Sent, agent.EventsAt("/debugger/v2/input").Count);
        Assert.AreEqual(produced, totals.Sent + totals.Dropped + totals.Spooled);
    }

    private static FaultyServer? Server(string fault) => fault switch
    {
        "reset" => new FaultyServer(FaultyServer.ResetAfter(200)),
        "hang" => new FaultyServer(FaultyServer.Hang()),
        "drip" => new FaultyServer(FaultyServer.Drip(TimeSpan.FromMilliseconds(20))),
        "408" => new FaultyServer(FaultyServer.Events(FaultyServer.Answer("408 Request Timeout"))),
        "429" => new FaultyServer(FaultyServer.Events(FaultyServer.Answer("429 Too Many Requests", "Retry-After: 120"))),
        "500" => new FaultyServer(FaultyServer.Events(FaultyServer.Answer("500 Internal Server Error"))),
        "garbage" => new FaultyServer(FaultyServer.Garbage()),
        _ => null,
    };

    private static Uri Address(string fault)
    {
        if (fault == "dns")
            return new Uri("http://no-such-agent.invalid:8126");

        // A port that nobody listens at any more.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Uri("http://127.0.0.1:" + ((IPEndPoint)socket.LocalEndPoint!).Port);
    }

    private static Payload Event(int number) => Payload.Of(Track.Logs, $$"""{"n":{{number}}}""");

    private static TrackTotals AssertBooks(LogsIntakeUploader uploader, long produced)
    {
        var totals = uploader.Totals(Track.Logs);
        Assert.AreEqual(produced, totals.Accepted);
        Assert.AreEqual(totals.Accepted + totals.Recovered, totals.Sent + totals.Spooled + totals.Dropped + totals.InMemory, totals.ToString());
        return totals;
    }

    private LogsIntakeUploader Uploader(Uri url, bool hasSpool, TimeProvider time, UploadOptions? options = null, TimeSpan? tryTimeout = null)
    {
        var client = new AgentClient(AgentClientTests.Options(url) with { LeavesAlone = true, FirstBreak = TimeSpan.FromSeconds(1), TryTimeout = tryTimeout ?? TimeSpan.FromMilliseconds(300) }, _counters, time);
        var spool = hasSpool ? new SpoolOptions { Folder = _folder } : null;
        return new LogsIntakeUploader(new AgentSink(client, [], _counters, time), options ?? new UploadOptions(), _counters, time, spool);
    }

    private void AssertDeliveredByTheNext(int count)
    {
        using var agent = new FakeAgent();
        using var next = Uploader(agent.Url, hasSpool: true, TimeProvider.System, tryTimeout: s_ample);
        next.Start();
        Assert.IsTrue(next.Stop(s_ample));
        var totals = AssertBooks(next, 0);
        Assert.AreEqual((count, count), (totals.Recovered, totals.Sent));
        CollectionAssert.AreEqual(Enumerable.Range(0, count).ToArray(), agent.EventsAt("/debugger/v2/input").Select(e => e.GetProperty("n").GetInt32()).ToArray());
    }
}
