using System;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload.Spooling;

/// <summary>An event that the destination fails at again and again is not the same as a destination that is away.</summary>
[TestClass]
public sealed class GivingUpTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [TestMethod]
    [DataRow(0)]
    [DataRow(57)]
    [DataRow(99)]
    [DataRow(100)]
    public void Upload_OneEventIsAlwaysRefused_ItAloneIsGivenUpAndTheOthersArriveInOrder(int number)
    {
        using var uploader = _bench.Start();
        SpoolBench.Offer(uploader, Track.Logs, 0, 250);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        Choke(number);
        _bench.Sink.Answer = null;
        Pass(_bench, uploader, 60);

        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((249L, 0L, 1L), (totals.Sent, totals.Spooled, totals.Drops[DropReason.UploadGivenUp]));
        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, 250).Where(other => other != number)), _bench.Sink.Taken.ToArray());
        Assert.AreEqual(1, _bench.Counters.Read("events.dropped{reason:uploadGivenUp,track:logs}"));
    }

    [TestMethod]
    public void Upload_NeighborsAreAlwaysRefused_EachIsGivenUpAndTheOthersArrive()
    {
        _bench.Leave(20);
        using var uploader = _bench.Start(takes: true);
        Choke(3, 4, 5);
        Pass(_bench, uploader, 200);

        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((17L, 0L, 3L), (totals.Sent, totals.Spooled, totals.Drops[DropReason.UploadGivenUp]));
        CollectionAssert.AreEquivalent(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, 20).Where(static number => number is not (3 or 4 or 5))), _bench.Sink.Taken.Distinct().ToArray());
    }

    [TestMethod]
    public void Upload_TheOnlyEventIsAlwaysRefused_ItStaysUntilAnotherOneIsTaken()
    {
        _bench.Leave(1);
        using var uploader = _bench.Start(takes: true);
        Choke(0);
        Pass(_bench, uploader, 60);
        Assert.AreEqual(1, SpoolBench.AssertBooks(uploader, Track.Logs).Spooled);

        SpoolBench.Offer(uploader, Track.Logs, 1, 3);
        Pass(_bench, uploader, 10);
        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((3L, 0L, 1L), (totals.Sent, totals.Spooled, totals.Drops[DropReason.UploadGivenUp]));
    }

    [TestMethod]
    public void Upload_DestinationRefusesEverythingForHours_NothingIsGivenUpAndTheOrderStays()
    {
        using var uploader = _bench.Start();
        for (var round = 0; round < 100; round++)
        {
            SpoolBench.Offer(uploader, Track.Logs, round * 3, 3);
            Pass(_bench, uploader, 2);
            var during = SpoolBench.AssertBooks(uploader, Track.Logs);
            Assert.AreEqual((0L, 0L), (during.Dropped, during.Sent));
        }

        _bench.Sink.Answer = null;
        Pass(_bench, uploader, 2);
        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, 300)), _bench.Sink.Taken.ToArray());
        Assert.AreEqual(300, SpoolBench.AssertBooks(uploader, Track.Logs).Sent);
    }

    [TestMethod]
    public void Upload_DestinationIsBackBetweenTwoRequestsOfATrial_NothingIsGivenUp()
    {
        // Whatever the request is with which it begins to take events again: the event on trial is asked for once more.
        for (var refusals = 1; refusals < 30; refusals++)
        {
            using var bench = new SpoolBench();
            using var uploader = bench.Start(takes: true);
            var left = refusals;
            bench.Sink.Refuses = () => left-- > 0;
            SpoolBench.Offer(uploader, Track.Logs, 0, 20);
            Pass(bench, uploader, 40);
            var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
            Assert.AreEqual((20L, 0L), (totals.Sent, totals.Dropped), $"after {refusals} refusals");
        }
    }

    private void Choke(params int[] numbers)
    {
        var all = numbers.Select(SpoolBench.Json).ToArray();
        _bench.Sink.Chokes = batch => batch.Payloads.Any(payload => all.Contains(Encoding.UTF8.GetString(payload.Utf8.Span)));
    }

    private static void Pass(SpoolBench bench, LogsIntakeUploader uploader, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            bench.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        }
    }
}
