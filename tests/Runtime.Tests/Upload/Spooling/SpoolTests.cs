using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload.Spooling;

[TestClass]
public sealed class SpoolTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [TestMethod]
    public void Upload_DestinationFails_EventsGoToDiskAndAreSentFirstWhenItIsBack()
    {
        using var uploader = _bench.Start();
        SpoolBench.Offer(uploader, Track.Logs, 0, 250);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((250L, 0L, 250L, 0L), (totals.Accepted, totals.Sent, totals.Spooled, totals.InMemory));

        _bench.Sink.Answer = null;
        SpoolBench.Offer(uploader, Track.Logs, 250, 10);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, 260)), _bench.Sink.Taken.ToArray());
        totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((260L, 260L, 0L, 0L), (totals.Accepted, totals.Sent, totals.Spooled, totals.Recovered));
        Assert.IsEmpty(_bench.Segments);
    }

    [TestMethod]
    public void Upload_DestinationNotReady_NothingIsAskedAndEventsGoToDisk()
    {
        using var uploader = _bench.Start(takes: true);
        _bench.Sink.IsReady = false;
        SpoolBench.Offer(uploader, Track.Snapshots, 0, 5);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        Assert.AreEqual(5, SpoolBench.AssertBooks(uploader, Track.Snapshots).Spooled);
        Assert.IsEmpty(_bench.Sink.Taken);
        _bench.Sink.IsReady = true;
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        Assert.HasCount(5, _bench.Sink.Taken);
    }

    [TestMethod]
    public void Start_EarlierProcessLeftEvents_TheyComeFirstInTheirOrder()
    {
        // All at one instant of the clock: their order is that of their making.
        _bench.Leave(30);
        _bench.Leave(15, from: 30);
        _bench.Leave(5, from: 45);
        _bench.Leave(3, Track.Snapshots);
        using var uploader = _bench.Start(takes: true);
        SpoolBench.Offer(uploader, Track.Logs, 50, 10);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));

        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, 60)), Of(Track.Logs));
        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Snapshots, Enumerable.Range(0, 3)), Of(Track.Snapshots));
        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((10L, 50L, 60L, 0L), (totals.Accepted, totals.Recovered, totals.Sent, totals.Spooled));
        Assert.IsTrue(uploader.Stop(SpoolBench.Ample));
        uploader.Dispose();
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(_bench.Root), "nothing is left behind");
    }

    [TestMethod]
    public void Start_EarlierProcessHadSentSome_TheseAreNotSentAgain()
    {
        using (var first = _bench.Start(options: new UploadOptions { BatchEvents = 10 }))
        {
            SpoolBench.Offer(first, Track.Logs, 0, 30);
            Assert.IsTrue(first.Flush(SpoolBench.Ample));
            var sink = _bench.Sink;
            var batches = 0;
            sink.Answer = null;
            sink.Refuses = () => ++batches > 2;
            Assert.IsTrue(first.Flush(SpoolBench.Ample));
            Assert.HasCount(20, sink.Taken);
        }

        using var second = _bench.Start(takes: true);
        Assert.IsTrue(second.Flush(SpoolBench.Ample));
        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, Enumerable.Range(20, 10)), _bench.Sink.Taken.ToArray());
        Assert.AreEqual(10, SpoolBench.AssertBooks(second, Track.Logs).Recovered);
    }

    [TestMethod]
    public void Append_LimitReached_DropsTheOldestWithACount()
    {
        using var uploader = _bench.Start(change: spool => spool with { MaxBytes = 4000, SegmentBytes = 1000 });
        for (var round = 0; round < 40; round++)
        {
            SpoolBench.Offer(uploader, Track.Logs, round * 10, 10);
            Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
            SpoolBench.AssertBooks(uploader, Track.Logs);
            Assert.IsLessThanOrEqualTo(4000, _bench.Segments.Sum(file => new FileInfo(file).Length));
        }

        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual(400, totals.Spooled + totals.Drops[DropReason.SpoolFull]);
        _bench.Sink.Answer = null;
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, Enumerable.Range(400 - (int)totals.Spooled, (int)totals.Spooled)), _bench.Sink.Taken.ToArray());
    }

    [TestMethod]
    public void Append_EventLargerThanTheSpool_IsDroppedAloneAndOthersStay()
    {
        using var uploader = _bench.Start(change: spool => spool with { MaxBytes = 500, SegmentBytes = 500 });
        uploader.Offer(SpoolBench.Event(Track.Logs, 1));
        uploader.Offer(Payload.Of(Track.Logs, new byte[600]));
        uploader.Offer(SpoolBench.Event(Track.Logs, 2));
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((2L, 1L), (totals.Spooled, totals.Drops[DropReason.SpoolFull]));
    }

    [TestMethod]
    public void Start_TwoProcesses_EachKeepsItsOwnUntilTheOtherIsGone()
    {
        using var first = _bench.Start();
        SpoolBench.Offer(first, Track.Logs, 0, 10);
        Assert.IsTrue(first.Flush(SpoolBench.Ample));
        using var second = _bench.Start(takes: true);
        SpoolBench.Offer(second, Track.Logs, 10, 5);
        Assert.IsTrue(second.Flush(SpoolBench.Ample));
        Assert.HasCount(5, _bench.Sink.Taken, "the first one lives");
        Assert.AreEqual(0, SpoolBench.AssertBooks(second, Track.Logs).Recovered);
        Assert.HasCount(2, Directory.GetFiles(_bench.Root, "lock", SearchOption.AllDirectories), "whoever tried a lock in vain has left it alone");

        first.Stop(TimeSpan.FromSeconds(1));
        first.Dispose();
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsTrue(second.Flush(SpoolBench.Ample));
        Assert.AreEqual(10, SpoolBench.AssertBooks(second, Track.Logs).Recovered);
        CollectionAssert.AreEquivalent(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, 15)), _bench.Sink.Taken.ToArray());
    }

    [TestMethod]
    [DataRow("lock")]
    [DataRow("000000000009-logs.spool")]
    public void Start_OneLeftFolderCannotBeRead_TheOthersAreTakenOver(string what)
    {
        _bench.Leave(5);
        var unreadable = Directory.GetDirectories(_bench.Root).Single();
        var later = Path.Combine(_bench.Root, "9764293000000-4711-1f2e3d4c");
        Directory.Move(unreadable, unreadable + "-");
        _bench.Leave(7, Track.Snapshots);
        Directory.Move(Directory.GetDirectories(_bench.Root).Single(path => path != unreadable + "-"), later);
        Directory.Move(unreadable + "-", unreadable);

        // A folder or a broken link in its place is as good as a file without rights, which there is none of for root.
        var damage = Path.Combine(unreadable, what);
        if (what == "lock")
            Directory.CreateDirectory(damage);
        else
            File.CreateSymbolicLink(damage, Path.Combine(_bench.Root, "nowhere"));

        using var uploader = _bench.Start(takes: true);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        Assert.AreEqual(7, SpoolBench.AssertBooks(uploader, Track.Snapshots).Sent);
        Assert.AreEqual(0, SpoolBench.AssertBooks(uploader, Track.Logs).Recovered);
        Assert.AreEqual(1, _bench.Counters.Read("spool.error"));

        if (what == "lock")
            Directory.Delete(damage);
        else
            File.Delete(damage);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        Assert.AreEqual(5, SpoolBench.AssertBooks(uploader, Track.Logs).Sent, "it is looked at again");
    }

    [TestMethod]
    public void Append_FilesCannotBeDeleted_TheyCountAgainstTheLimit()
    {
        var isHeld = true;
        using var uploader = _bench.Start(change: spool => spool with { MaxBytes = 4000, SegmentBytes = 1000, Delete = path => Delete(path, isHeld) });
        for (var round = 0; round < 40; round++)
        {
            _bench.Sink.Answer = SinkResult.Dropped(DropReason.UploadFailed);
            SpoolBench.Offer(uploader, Track.Logs, round * 10, 10);
            Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
            _bench.Sink.Answer = null;
            Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
            SpoolBench.AssertBooks(uploader, Track.Logs);
            Assert.IsLessThanOrEqualTo(4000, _bench.Segments.Sum(file => new FileInfo(file).Length));
        }

        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual(400, totals.Sent + totals.Drops[DropReason.SpoolFailed]);
        Assert.HasCount((int)totals.Sent, _bench.Sink.Taken, "nothing is sent twice");

        isHeld = false;
        _bench.Sink.Answer = SinkResult.Dropped(DropReason.UploadFailed);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        SpoolBench.Offer(uploader, Track.Logs, 400, 10);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        Assert.AreEqual(10, SpoolBench.AssertBooks(uploader, Track.Logs).Spooled, "there is room again");
        Assert.HasCount(1, _bench.Segments);
    }

    [TestMethod]
    public void Append_FullOfEventsThatCannotBeDeleted_GivesUpNoneOfThem()
    {
        using var uploader = _bench.Start(change: spool => spool with { MaxBytes = 4000, SegmentBytes = 1000, Delete = path => Delete(path, isHeld: true) });
        _bench.Sink.Answer = SinkResult.Dropped(DropReason.UploadFailed);
        var most = 0L;
        for (var round = 0; round < 40; round++)
        {
            SpoolBench.Offer(uploader, Track.Logs, round * 10, 10);
            Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
            var spooled = SpoolBench.AssertBooks(uploader, Track.Logs).Spooled;
            Assert.IsGreaterThanOrEqualTo(most, spooled, "what is spooled stays, since giving it up would make no room");
            most = spooled;
        }

        Assert.IsGreaterThan(0, most);
        Assert.IsFalse(SpoolBench.AssertBooks(uploader, Track.Logs).Drops.ContainsKey(DropReason.SpoolFull));
    }

    [TestMethod]
    public void Start_EarlierProcessCouldNotDeleteItsFile_NothingIsSentAgain()
    {
        using (var first = _bench.Start(change: spool => spool with { Delete = path => Delete(path, isHeld: true) }))
        {
            SpoolBench.Offer(first, Track.Logs, 0, 10);
            Assert.IsTrue(first.Flush(SpoolBench.Ample));
            _bench.Sink.Answer = null;
            Assert.IsTrue(first.Flush(SpoolBench.Ample));
            Assert.HasCount(10, _bench.Sink.Taken);
        }

        Assert.HasCount(1, _bench.Segments);
        using var second = _bench.Start(takes: true);
        Assert.IsTrue(second.Flush(SpoolBench.Ample));
        Assert.AreEqual((0L, 0), (SpoolBench.AssertBooks(second, Track.Logs).Recovered, _bench.Sink.Taken.Count));
        Assert.IsEmpty(_bench.Segments);
    }

    [TestMethod]
    public void Start_FolderWithoutRights_KeepsEventsInMemoryAndCounts()
    {
        // For root no folder is without rights; a file in its place is as good.
        File.WriteAllText(_bench.Root, "in the way");
        using var uploader = _bench.Start(options: new UploadOptions { QueueEvents = 20 });
        _bench.Sink.Answer = SinkResult.Later(DropReason.CircuitOpen);
        SpoolBench.Offer(uploader, Track.Logs, 0, 10);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((0L, 10L), (totals.Spooled, totals.InMemory));
        Assert.IsGreaterThan(0, _bench.Counters.Read("spool.error"));

        File.Delete(_bench.Root);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        Assert.AreEqual(10, SpoolBench.AssertBooks(uploader, Track.Logs).Spooled, "the disk is there again");
    }

    [TestMethod]
    public void Stop_FolderWithoutRights_DropsUnderItsName()
    {
        File.WriteAllText(_bench.Root, "in the way");
        using var uploader = _bench.Start();
        SpoolBench.Offer(uploader, Track.Logs, 0, 10);
        Assert.IsTrue(uploader.Stop(SpoolBench.Ample));
        Assert.AreEqual(10, SpoolBench.AssertBooks(uploader, Track.Logs).Drops[DropReason.SpoolFailed]);
    }

    [TestMethod]
    public void Upload_DestinationRefusesForGood_IsNotKept()
    {
        using var uploader = _bench.Start();
        SpoolBench.Offer(uploader, Track.Logs, 0, 3);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        _bench.Sink.Answer = SinkResult.Dropped(DropReason.UploadRejected);
        SpoolBench.Offer(uploader, Track.Logs, 3, 2);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((0L, 5L), (totals.Spooled, totals.Drops[DropReason.UploadRejected]));
        Assert.IsEmpty(_bench.Segments);
    }

    [TestMethod]
    public void Stop_DestinationFails_WhatWaitsIsOnDisk()
    {
        _bench.Leave(7);
        using var uploader = _bench.Start(takes: true);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, 7)), _bench.Sink.Taken.ToArray());
    }

    [TestMethod]
    public void Folder_OnUnix_OpensForTheUserOnly()
    {
        if (OperatingSystem.IsWindows())
            return;

        _bench.Leave(1);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Directory.EnumerateDirectories(_bench.Root).Single()));
    }

    // As where somebody else has the file open.
    private static void Delete(string path, bool isHeld)
    {
        if (isHeld && path.EndsWith(".spool", StringComparison.Ordinal))
            throw new IOException("The file is in use.");

        File.Delete(path);
    }

    private string[] Of(Track track) => [.. _bench.Sink.Taken.Where(line => line.StartsWith(Tracks.Name(track), StringComparison.Ordinal))];
}
