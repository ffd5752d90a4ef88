using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class LogsIntakeUploaderTests : IDisposable
{
    private static readonly TimeSpan s_ample = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly Counters _counters = new();
    private readonly GatedSink _sink = new();

    public void Dispose() => _sink.Dispose();

    [TestMethod]
    public void Offer_IntervalPasses_IsDelivered()
    {
        using var uploader = Uploader();
        uploader.Start();
        Assert.IsTrue(uploader.Offer(Event(Track.Snapshots, 1)));
        Assert.IsEmpty(_sink.Batches);
        _time.Advance(FlushPace.First);
        Wait.Until(() => uploader.Totals(Track.Snapshots).Sent == 1, "the event was sent");
        Assert.AreEqual("snapshots:{\"n\":1}", _sink.Batches.Single());
    }

    [TestMethod]
    public void Offer_WholeBatchWaits_IsDeliveredAtOnce()
    {
        using var uploader = Uploader(new UploadOptions { BatchEvents = 10 });
        uploader.Start();
        for (var i = 0; i < 10; i++)
            uploader.Offer(Event(Track.Logs, i));
        Wait.Until(() => uploader.Totals(Track.Logs).Sent == 10, "the batch was sent although no time passed");
    }

    [TestMethod]
    public void Flush_MoreThanABatch_SplitsByEventsAndBytes()
    {
        using var uploader = Uploader(new UploadOptions { BatchEvents = 2, BatchBytes = 100 });
        for (var i = 0; i < 3; i++)
            uploader.Offer(Event(Track.Logs, i));
        uploader.Offer(Payload.Of(Track.Logs, "{\"x\":\"" + new string('x', 90) + "\"}"));
        uploader.Start();
        Assert.IsTrue(uploader.Flush(s_ample));
        CollectionAssert.AreEqual(new[] { 2, 1, 1 }, _sink.Sizes);
        AssertBooks(uploader, Track.Logs, accepted: 4, sent: 4);
    }

    [TestMethod]
    public void Offer_QueueFull_DropsTheNewestOfThatTrackOnly()
    {
        using var uploader = Uploader(new UploadOptions { QueueEvents = 3 });
        for (var i = 0; i < 5; i++)
            Assert.AreEqual(i < 3, uploader.Offer(Event(Track.Logs, i)));
        Assert.IsTrue(uploader.Offer(Event(Track.Snapshots, 9)));

        var totals = uploader.Totals(Track.Logs);
        Assert.AreEqual((5L, 0L, 3L, 2L), (totals.Accepted, totals.Sent, totals.InMemory, totals.Drops[DropReason.QueueFull]));
        Assert.AreEqual(2, _counters.Read("events.dropped{reason:queueFull,track:logs}"));

        uploader.Start();
        Assert.IsTrue(uploader.Stop(s_ample));
        CollectionAssert.AreEqual(new[] { "snapshots:{\"n\":9}", "logs:{\"n\":0}{\"n\":1}{\"n\":2}" }, _sink.Batches);
    }

    [TestMethod]
    public void Offer_QueueBytesFull_DropsTheNewest()
    {
        using var uploader = Uploader(new UploadOptions { QueueBytes = 20 });
        Assert.IsTrue(uploader.Offer(Event(Track.Logs, 1)));
        Assert.IsTrue(uploader.Offer(Event(Track.Logs, 2)));
        Assert.IsFalse(uploader.Offer(Event(Track.Logs, 3)));
        Assert.AreEqual(1, uploader.Totals(Track.Logs).Drops[DropReason.QueueFull]);
    }

    [TestMethod]
    public void Offer_EventTooLarge_IsDroppedUnderItsName()
    {
        using var uploader = Uploader();
        Assert.IsTrue(uploader.Offer(Payload.Of(Track.Snapshots, new byte[1_048_575])));
        Assert.IsFalse(uploader.Offer(Payload.Of(Track.Snapshots, new byte[1_048_576])));
        Assert.AreEqual(1, uploader.Totals(Track.Snapshots).Drops[DropReason.PayloadTooLarge]);
        Assert.AreEqual(1, _counters.Read("events.dropped{reason:payloadTooLarge,track:snapshots}"));
    }

    [TestMethod]
    public void Offer_DestinationHangs_DoesNotWait()
    {
        using var uploader = Uploader(new UploadOptions { QueueEvents = 10, BatchEvents = 1 });
        _sink.Gate.Reset();
        uploader.Start();
        uploader.Offer(Event(Track.Logs, 0));
        Wait.Until(() => _sink.Entered > 0, "the destination hangs");
        for (var i = 0; i < 100; i++)
            uploader.Offer(Event(Track.Logs, i));
        var totals = uploader.Totals(Track.Logs);
        Assert.AreEqual((101L, 0L, 11L, 90L), (totals.Accepted, totals.Sent, totals.InMemory, totals.Dropped));
        _sink.Gate.Set();
        Assert.IsTrue(uploader.Stop(s_ample));
        AssertBooks(uploader, Track.Logs, accepted: 101, sent: 11);
    }

    [TestMethod]
    public void Upload_DestinationThrows_CountsTheBatchAndGoesOn()
    {
        using var uploader = Uploader();
        uploader.Start();
        _sink.Next = static _ => throw new InvalidOperationException();
        uploader.Offer(Event(Track.Logs, 1));
        uploader.Flush(s_ample);
        _sink.Next = SinkResult.All;
        uploader.Offer(Event(Track.Logs, 2));
        uploader.Flush(s_ample);
        AssertBooks(uploader, Track.Logs, accepted: 2, sent: 1);
        Assert.AreEqual(1, uploader.Totals(Track.Logs).Drops[DropReason.SinkFailed]);
    }

    [TestMethod]
    public void Upload_PartOfABatchFails_CountsBothParts()
    {
        using var uploader = Uploader();
        uploader.Start();
        _sink.Next = static _ => SinkResult.Partly(2, DropReason.FileFull);
        for (var i = 0; i < 5; i++)
            uploader.Offer(Event(Track.Logs, i));
        uploader.Flush(s_ample);
        AssertBooks(uploader, Track.Logs, accepted: 5, sent: 2);
        Assert.AreEqual(3, uploader.Totals(Track.Logs).Drops[DropReason.FileFull]);
    }

    [TestMethod]
    public void Upload_QueueFillsUpAndEmpties_AdaptsTheInterval()
    {
        using var uploader = Uploader(new UploadOptions { QueueEvents = 8 });
        for (var i = 0; i < 6; i++)
            uploader.Offer(Event(Track.Logs, i));
        uploader.Start();
        Assert.IsTrue(uploader.Flush(s_ample));
        Assert.AreEqual(800, uploader.Interval.TotalMilliseconds, "a quarter of the queue was free");
        Assert.IsTrue(uploader.Flush(s_ample));
        Assert.AreEqual(1000, uploader.Interval.TotalMilliseconds, "all of it was free");
        Assert.IsTrue(uploader.Flush(s_ample));
        Assert.AreEqual(1200, uploader.Interval.TotalMilliseconds);
        uploader.Offer(Event(Track.Logs, 9));
        _time.Advance(TimeSpan.FromMilliseconds(1199));
        Assert.AreEqual(6, uploader.Totals(Track.Logs).Sent);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Wait.Until(() => uploader.Totals(Track.Logs).Sent == 7, "the new interval holds");
    }

    [TestMethod]
    public void Upload_DestinationNotReady_KeepsEventsUntilItIs()
    {
        using var uploader = Uploader(new UploadOptions { QueueEvents = 5, BatchEvents = 2 });
        uploader.Start();
        _sink.Next = static _ => SinkResult.Later(DropReason.CircuitOpen);
        for (var i = 0; i < 3; i++)
            uploader.Offer(Event(Track.Logs, i));
        Assert.IsTrue(uploader.Flush(s_ample));
        Assert.AreEqual((3L, 0L, 3L), (uploader.Totals(Track.Logs).Accepted, uploader.Totals(Track.Logs).Dropped, uploader.Totals(Track.Logs).InMemory));
        _sink.Next = SinkResult.All;
        Assert.IsTrue(uploader.Flush(s_ample));
        AssertBooks(uploader, Track.Logs, accepted: 3, sent: 3);
        Assert.AreEqual("logs:{\"n\":0}{\"n\":1}", _sink.Batches[^2], "the order is kept");
    }

    [TestMethod]
    public void Stop_DestinationNotReady_DropsUnderItsReason()
    {
        using var uploader = Uploader();
        uploader.Start();
        _sink.Next = static _ => SinkResult.Later(DropReason.CircuitOpen);
        uploader.Offer(Event(Track.Logs, 1));
        Assert.IsTrue(uploader.Stop(s_ample));
        AssertBooks(uploader, Track.Logs, accepted: 1, sent: 0);
        Assert.AreEqual(1, uploader.Totals(Track.Logs).Drops[DropReason.CircuitOpen]);
    }

    [TestMethod]
    public void Stop_EventsWait_DeliversThemFirst()
    {
        using var uploader = Uploader();
        uploader.Start();
        foreach (var track in Tracks.All)
            uploader.Offer(Event(track, 1));
        Assert.IsTrue(uploader.Stop(s_ample));
        foreach (var track in Tracks.All)
            AssertBooks(uploader, track, accepted: 1, sent: 1);
    }

    [TestMethod]
    public void Stop_DestinationHangs_EndsAtTheDeadlineAndCounts()
    {
        using var uploader = new LogsIntakeUploader(_sink, new UploadOptions { BatchEvents = 1 }, _counters, TimeProvider.System);
        _sink.Gate.Reset();
        uploader.Start();
        for (var i = 0; i < 5; i++)
            uploader.Offer(Event(Track.Snapshots, i));
        uploader.Stop(TimeSpan.FromMilliseconds(50));
        // On a busy machine the thread may be late.
        Assert.IsTrue(uploader.Stop(s_ample), "a destination that heeds the deadline lets the thread end");
        AssertBooks(uploader, Track.Snapshots, accepted: 5, sent: 0);
        Assert.AreEqual(5, uploader.Totals(Track.Snapshots).Drops[DropReason.StopDeadline]);
    }

    [TestMethod]
    public void Offer_AfterStop_IsDroppedUnderItsName()
    {
        using var uploader = Uploader();
        uploader.Start();
        uploader.Stop(s_ample);
        Assert.IsFalse(uploader.Offer(Event(Track.Logs, 1)));
        Assert.AreEqual(1, uploader.Totals(Track.Logs).Drops[DropReason.Stopped]);
    }

    [TestMethod]
    public void Stop_NeverStarted_CountsWhatWaited()
    {
        using var uploader = Uploader();
        uploader.Offer(Event(Track.Logs, 1));
        Assert.IsTrue(uploader.Stop(s_ample));
        AssertBooks(uploader, Track.Logs, accepted: 1, sent: 0);
    }

    [TestMethod]
    public void Totals_ManyThreadsAndAFailingAgent_AlwaysAddUp()
    {
        using var agent = new FakeAgent();
        var client = new AgentClient(AgentClientTests.Options(agent.Url), _counters, TimeProvider.System);
        var options = new UploadOptions { QueueEvents = 50, BatchEvents = 10, FlushInterval = TimeSpan.FromMilliseconds(1), MaxEventBytes = 100 };
        using var uploader = new LogsIntakeUploader(new AgentSink(client, [], _counters, TimeProvider.System), options, _counters, TimeProvider.System);
        uploader.Start();

        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 2500; i++)
            {
                if (i % 500 == 250)
                    agent.FailNext(4, 503);
                var track = (Track)(i % 3);
                uploader.Offer(i % 100 == 99 ? Payload.Of(track, new byte[200]) : Event(track, i));
            }
        })));
        while (!writing.IsCompleted)
        {
            foreach (var track in Tracks.All)
                AssertAddsUp(uploader.Totals(track));
        }

        agent.Recover();
        Assert.IsTrue(uploader.Stop(s_ample));
        var accepted = 0L;
        foreach (var track in Tracks.All)
        {
            var totals = uploader.Totals(track);
            AssertAddsUp(totals);
            Assert.AreEqual(0, totals.InMemory);
            accepted += totals.Accepted;
        }

        Assert.AreEqual(10_000, accepted);
        Assert.AreEqual(uploader.Totals(Track.Diagnostics).Sent, agent.EventsAt("/debugger/v1/diagnostics").Count);
        Assert.AreEqual(uploader.Totals(Track.Logs).Sent + uploader.Totals(Track.Snapshots).Sent, agent.EventsAt("/debugger/v2/input").Count);
    }

    [TestMethod]
    public void Offer_RentedPayload_AllocatesNothingOnTheCaller()
    {
        using var uploader = Uploader();
        for (var i = 0; i < 50; i++)
            uploader.Offer(Payload.Copy(Track.Logs, "{}"u8));
        var payload = Payload.Copy(Track.Logs, "{}"u8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        uploader.Offer(payload);
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Payload Event(Track track, int number) => Payload.Of(track, $$"""{"n":{{number}}}""");

    private static void AssertAddsUp(TrackTotals totals) => Assert.AreEqual(totals.Accepted, totals.Sent + totals.Dropped + totals.InMemory);

    private static void AssertBooks(LogsIntakeUploader uploader, Track track, long accepted, long sent)
    {
        var totals = uploader.Totals(track);
        Assert.AreEqual((accepted, sent, 0L, accepted - sent), (totals.Accepted, totals.Sent, totals.InMemory, totals.Dropped));
    }

    private LogsIntakeUploader Uploader(UploadOptions? options = null) => new(_sink, options ?? new UploadOptions(), _counters, _time);

    /// <summary>Remembers what it gets; hangs while its gate is shut, until the deadline.</summary>
    private sealed class GatedSink : IPayloadSink
    {
        private readonly Lock _lock = new();
        private readonly List<string> _batches = [];
        private readonly List<int> _sizes = [];
        private int _entered;

        public ManualResetEventSlim Gate { get; } = new(true);

        public Func<Batch, SinkResult> Next { get; set; } = SinkResult.All;

        public int Entered => Volatile.Read(ref _entered);

        public string[] Batches
        {
            get
            {
                lock (_lock)
                    return [.. _batches];
            }
        }

        public int[] Sizes
        {
            get
            {
                lock (_lock)
                    return [.. _sizes];
            }
        }

        public SinkResult Write(Batch batch, CancellationToken deadline)
        {
            Interlocked.Increment(ref _entered);
            try
            {
                Gate.Wait(deadline);
            }
            catch (OperationCanceledException)
            {
                return SinkResult.Dropped(DropReason.StopDeadline);
            }

            lock (_lock)
            {
                _batches.Add(Tracks.Name(batch.Track) + ":" + string.Concat(batch.Payloads.Select(static payload => Encoding.UTF8.GetString(payload.Utf8.Span))));
                _sizes.Add(batch.Count);
            }

            return Next(batch);
        }

        public void Dispose() => Gate.Set();
    }
}
