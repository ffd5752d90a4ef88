using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;
using Weaver.Upload;
using Weaver.Upload.Spooling;

namespace Weaver.Runtime.Tests.Upload.Spooling;

[TestClass]
public sealed class SpoolDamageTests : IDisposable
{
    private const int Events = 6;

    private readonly SpoolBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [TestMethod]
    public void Start_FileCutAtAnyByte_LosesOnlyTheEventThatIsHit()
    {
        var whole = Whole(out var ends);
        for (var length = 0; length < whole.Length; length++)
        {
            var intact = ends.Count(end => end <= length);
            var isHit = length > 0 && !ends.Contains(length);
            Check(whole[..length], Enumerable.Range(0, intact), isHit ? 1 : 0, "cut at byte " + length);
        }
    }

    [TestMethod]
    public void Start_AnyByteDamaged_LosesOnlyTheEventThatIsHit()
    {
        var whole = Whole(out var ends);
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var flip in new byte[] { 0x01, 0xFF })
            {
                var damaged = whole.ToArray();
                damaged[at] ^= flip;
                var hit = ends.Count(end => end <= at);
                Check(damaged, Enumerable.Range(0, Events).Where(number => number != hit), 1, $"byte {at} damaged by {flip:X2}");
            }
        }
    }

    [TestMethod]
    public void Start_CursorDamagedAtAnyByte_SendsAtLeastOnce()
    {
        using (var first = _bench.Start(options: new UploadOptions { BatchEvents = 2 }))
        {
            SpoolBench.Offer(first, Track.Logs, 0, Events);
            Assert.IsTrue(first.Flush(SpoolBench.Ample));
            var batches = 0;
            _bench.Sink.Answer = null;
            _bench.Sink.Refuses = () => ++batches > 1;
            Assert.IsTrue(first.Flush(SpoolBench.Ample));
            Assert.HasCount(2, _bench.Sink.Taken);
        }

        var segment = File.ReadAllBytes(_bench.Segments.Single());
        var cursor = File.ReadAllBytes(Directory.EnumerateFiles(_bench.Root, "*.cursor", SearchOption.AllDirectories).Single());
        for (var at = 0; at < cursor.Length; at++)
        {
            var damaged = cursor.ToArray();
            damaged[at] ^= 0x10;
            Place(segment, damaged);
            using var uploader = _bench.Start(takes: true);
            Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
            CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, Events)), _bench.Sink.Taken.ToArray(), "byte " + at);
            SpoolBench.AssertBooks(uploader, Track.Logs);
        }
    }

    [TestMethod]
    public void Start_SegmentIsGone_ItsEventsAreMissedByNumber()
    {
        _bench.Leave(40, change: spool => spool with { SegmentBytes = 300 });
        var segments = _bench.Segments;
        Assert.IsGreaterThan(3, segments.Count);
        File.Delete(segments[1]);
        using var uploader = _bench.Start(takes: true);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((40L, 40L), (totals.Recovered, totals.Sent + totals.Drops[DropReason.SpoolDamaged]));
        Assert.AreEqual(totals.Sent, _bench.Sink.Taken.Count);
    }

    [TestMethod]
    public void Start_RandomBytes_EndsAndAddsUp()
    {
        var random = new Random(5);
        var whole = Whole(out _);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(2000)];
            random.NextBytes(bytes);
            for (var piece = random.Next(4); piece > 0; piece--)
            {
                var from = random.Next(whole.Length);
                var part = whole.AsSpan(from, random.Next(whole.Length - from));
                if (part.Length < bytes.Length)
                    part.CopyTo(bytes.AsSpan(random.Next(bytes.Length - part.Length)));
            }

            Place(bytes);
            using var uploader = _bench.Start(takes: true);
            Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
            var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
            Assert.AreEqual((0L, totals.Sent), (totals.Spooled, (long)_bench.Sink.Taken.Count));
            Assert.IsTrue(_bench.Sink.Taken.All(SpoolBench.Expected(Track.Logs, Enumerable.Range(0, Events)).Contains), "no event is made up");
        }
    }

    [TestMethod]
    public void Append_DiskFullAtAnyByte_WhatWasWrittenBeforeIsWholeAndTheRestIsCounted()
    {
        var size = Whole(out _).Length * 2;
        for (var room = 0; room < size; room++)
        {
            Clear();
            var left = room;
            long spooled, dropped;
            using (var uploader = _bench.Start(change: spool => spool with { Create = path => new FullDisk(path, () => left, taken => left -= taken) }))
            {
                SpoolBench.Offer(uploader, Track.Logs, 0, Events);
                Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
                SpoolBench.Offer(uploader, Track.Logs, Events, Events);
                Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
                SpoolBench.AssertBooks(uploader, Track.Logs);
                Assert.IsTrue(uploader.Stop(SpoolBench.Ample));
                var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
                spooled = totals.Spooled;
                dropped = totals.Dropped;
                Assert.AreEqual((2L * Events, 0L), (spooled + dropped, totals.InMemory));
            }

            using var next = _bench.Start(takes: true);
            Assert.IsTrue(next.Flush(SpoolBench.Ample));
            Assert.AreEqual(spooled, SpoolBench.AssertBooks(next, Track.Logs).Sent, "room for " + room);
        }
    }

    private byte[] Whole(out List<int> ends)
    {
        Clear();
        _bench.Leave(Events);
        var bytes = File.ReadAllBytes(_bench.Segments.Single());
        ends = [];
        for (var at = 0; SpoolRecord.TryFind(bytes, at, out var found); at = found.End)
            ends.Add(found.End);
        Assert.HasCount(Events, ends);
        Assert.AreEqual(bytes.Length, ends[^1]);
        return bytes;
    }

    private void Check(byte[] file, IEnumerable<int> expected, int lost, string what)
    {
        Place(file);
        using var uploader = _bench.Start(takes: true);
        Assert.IsTrue(uploader.Flush(SpoolBench.Ample));
        CollectionAssert.AreEqual(SpoolBench.Expected(Track.Logs, expected), _bench.Sink.Taken.ToArray(), what);
        var totals = SpoolBench.AssertBooks(uploader, Track.Logs);
        Assert.AreEqual((lost, 0L), (totals.Drops.GetValueOrDefault(DropReason.SpoolDamaged), totals.Spooled), what);
    }

    private void Place(byte[] segment, byte[]? cursor = null)
    {
        Clear();
        var folder = Directory.CreateDirectory(Path.Combine(_bench.Root, "1764293000000-1-0123abcd")).FullName;
        File.WriteAllBytes(Path.Combine(folder, SpoolSegment.FileName(1, Track.Logs)), segment);
        if (cursor is not null)
            File.WriteAllBytes(Path.Combine(folder, SpoolCursor.FileName(Track.Logs)), cursor);
    }

    private void Clear()
    {
        if (Directory.Exists(_bench.Root))
            Directory.Delete(_bench.Root, recursive: true);
    }

    /// <summary>A file on a disk that has room for so many bytes and then takes a part of a write only.</summary>
    private sealed class FullDisk(string path, Func<int> room, Action<int> take) : Stream
    {
        private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => _file.Length;

        public override long Position { get => _file.Position; set => _file.Position = value; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var fitting = Math.Min(buffer.Length, room());
            _file.Write(buffer[..fitting]);
            take(fitting);
            if (fitting < buffer.Length)
                throw new IOException("No space left on device");
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => _file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

        // Even taking half a record back does not work on such a disk.
        public override void SetLength(long value) => throw new IOException("No space left on device");

        protected override void Dispose(bool disposing)
        {
            _file.Dispose();
            base.Dispose(disposing);
        }
    }
}
