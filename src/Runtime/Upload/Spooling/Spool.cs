using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Weaver.Common;

namespace Weaver.Upload.Spooling;

/// <summary>Events on disk that could not be delivered yet: written behind each other, read from the front, oldest dropped when there is no more room.</summary>
/// <remarks>
/// Used by the uploader's thread only. A record that is written survives the process, not a machine that loses its power.
/// What it holds, recovers and gives up it enters in the books of the track itself; what is delivered its user enters.
/// </remarks>
internal sealed class Spool : IDisposable
{
    private const string Subject = "spool";

    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    private readonly SpoolOptions _options;
    private readonly TrackLedger[] _books;
    private readonly TimeProvider _time;
    private readonly Counter _errors;
    private readonly Troubles _troubles;
    private readonly List<SpoolFolder> _left = [];
    private readonly SpoolWriter[] _writers;
    private SpoolFolder? _own;
    private bool _mayTakeOver = true;
    private long _lookedAt;
    private bool _hasLooked;
    private long _nextNumber = 1;
    private Reading _reading;
    private long _bytes;

    /// <param name="options">Where and how much.</param>
    /// <param name="books">Of each track, by its number.</param>
    /// <param name="counters">Gets <c>spool.error</c>, and <c>spool.takenOver</c> for each folder of a process that is no more.</param>
    /// <param name="time">The clock.</param>
    public Spool(SpoolOptions options, TrackLedger[] books, Counters counters, TimeProvider time)
    {
        _options = options;
        _books = books;
        _time = time;
        _errors = counters.Get("spool.error");
        _troubles = counters.Troubles;
        TakenOver = counters.Get("spool.takenOver");
        _writers = [.. Tracks.All.ToArray().Select(_ => new SpoolWriter())];
    }

    /// <summary>What all segments take on the disk, those included that are done with and could not be deleted.</summary>
    public long Bytes => _bytes + UndeletedBytes;

    private long UndeletedBytes => (_own?.UndeletedBytes ?? 0) + _left.Sum(static folder => folder.UndeletedBytes);

    private Counter TakenOver { get; }

    /// <summary>Looks for what other processes left, at first and then once a minute.</summary>
    public void Refresh()
    {
        if (_hasLooked && _time.GetElapsedTime(_lookedAt) < s_look)
            return;

        _hasLooked = true;
        _lookedAt = _time.GetTimestamp();
        // Our own is there first: it shows whether locks can be trusted.
        IEnumerable<string> left = [];
        if (Guard(() =>
        {
            Open();
            left = _mayTakeOver ? SpoolFolder.All(_options.Folder) : [];
        }))
        {
            foreach (var path in left)
                TakeOver(path);
        }

        DeleteAgain();
        MakeRoom(0);
    }

    public bool Has(Track track) => First(track) is not null;

    /// <summary>Where the oldest event of the track is; the default when there is none.</summary>
    public SpoolPosition Front(Track track) => First(track) is { Segment: var segment } ? new SpoolPosition(segment, segment.ReadAt) : default;

    /// <summary>Writes the first events of a list, as many as it can, and enters them as spooled.</summary>
    /// <param name="track">Their track.</param>
    /// <param name="payloads">Owned by the caller as before.</param>
    /// <param name="reason">Why the others were not written.</param>
    /// <returns>How many were written; they survive the process.</returns>
    public int Append(Track track, IReadOnlyList<Payload> payloads, out DropReason reason)
    {
        var written = 0;
        reason = DropReason.SpoolFailed;
        while (written < payloads.Count)
        {
            var count = Fitting(payloads, written, out var bytes);
            if (count == 0)
            {
                reason = DropReason.SpoolFull;
                break;
            }

            if (!MakeRoom(bytes))
                break;

            var writer = _writers[(int)track];
            writer.Written = 0;
            var isWhole = Guard(() => Write(writer, track, payloads, written, count, bytes));
            _books[(int)track].Spool(writer.Written);
            written += writer.Written;
            if (!isWhole)
                break;

            if (_troubles.Has(TroubleKind.Destination, Subject))
                _troubles.End(TroubleKind.Destination, Subject, $"The spool '{_options.Folder}' can be used again.");
        }

        return written;
    }

    /// <summary>Fills the batch with the oldest events of its track. They stay where they are until <see cref="Commit"/>.</summary>
    public bool TryRead(Batch batch, int maxEvents, int maxBytes)
    {
        while (First(batch.Track) is { } first)
        {
            var (folder, segment) = first;
            if (!TryUnread(segment, out var data))
                return false;

            var at = 0;
            var sequence = segment.NextSequence;
            while (SpoolRecord.TryFind(data.Span, at, out var found) && batch.TryAdd(Payload.Of(batch.Track, data.Slice(found.EventAt, found.EventBytes).ToArray()), maxEvents, maxBytes))
            {
                at = found.End;
                sequence = found.Sequence + 1;
            }

            if (batch.Count > 0)
            {
                _reading = new Reading(folder, segment, segment.ReadAt + at, sequence, batch.Count);
                return true;
            }

            // What is in the books and not in the file any more.
            Finish(folder, segment, DropReason.SpoolDamaged);
        }

        return false;
    }

    /// <summary>Adds one event from behind those last read, where it stays.</summary>
    /// <param name="batch">Gets it.</param>
    /// <param name="distance">How many to pass by; where there are fewer the last one is taken.</param>
    public bool TryPeek(Batch batch, int distance)
    {
        ReadOnlyMemory<byte>? last = null;
        foreach (var segment in _left.Append(_own).OfType<SpoolFolder>().SelectMany(static folder => folder.Segments).Where(segment => segment.Track == batch.Track))
        {
            if (distance < 0 || !TryUnread(segment, out var data))
                break;

            var isFront = segment == _reading.Segment;
            var at = isFront ? (int)(_reading.ReadAt - segment.ReadAt) : 0;
            while (distance >= 0 && SpoolRecord.TryFind(data.Span, at, out var found))
            {
                last = data.Slice(found.EventAt, found.EventBytes);
                at = found.End;
                distance--;
            }

            if (!isFront)
                segment.Unload();
        }

        return last is { } utf8 && batch.TryAdd(Payload.Of(batch.Track, utf8.ToArray()), 1, int.MaxValue);
    }

    /// <summary>The events last read are done with.</summary>
    public void Commit()
    {
        var (folder, segment, readAt, sequence, count) = _reading;
        _reading = default;
        segment.ReadAt = readAt;
        segment.NextSequence = sequence;
        segment.Remaining = Math.Max(0, segment.Remaining - count);
        if (segment.ReadAt >= segment.Length)
            Finish(folder, segment, DropReason.SpoolDamaged);
        else
            folder.Remember(segment);
    }

    public void Dispose()
    {
        foreach (var writer in _writers)
            writer.Close();
        foreach (var folder in _left)
            folder.Dispose();
        _own?.Dispose();
    }

    private (SpoolFolder Folder, SpoolSegment Segment)? First(Track track)
    {
        foreach (var folder in _left)
        {
            if (folder.Segments.Find(segment => segment.Track == track) is { } segment)
                return (folder, segment);
        }

        return _own?.Segments.Find(segment => segment.Track == track) is { } own ? (_own, own) : null;
    }

    private void Open()
    {
        if (_own is not null)
            return;

        _own = SpoolFolder.Create(_options.Folder, _time.GetUtcNow(), _options.Delete);
        _mayTakeOver = _own.IsLockReal();
        if (!_mayTakeOver)
            SelfLog.Once("spool-lock:" + _options.Folder, $"Files in '{_options.Folder}' cannot be locked, so what other processes left there stays where it is. Use a folder of a local disk.");
    }

    private void TakeOver(string path)
    {
        if (path == _own?.Path || _left.Exists(folder => folder.Path == path))
            return;

        SpoolFolder? folder = null;
        try
        {
            folder = SpoolFolder.TryTakeOver(path, _options.Delete);
            folder?.Load();
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            // Whoever looks next may fare better; the folders behind it are none the worse.
            folder?.Abandon();
            folder = null;
            _errors.Increment();
            SelfLog.Once("spool-left:" + path, $"What a process left in '{path}' cannot be read and stays where it is; it is looked at again every minute. Look into the rights of the folder and its files.", exception);
        }

        if (folder is null)
            return;

        TakenOver.Increment();
        foreach (var segment in folder.Segments)
        {
            _bytes += segment.Length;
            _books[(int)segment.Track].Recover(segment.Remaining);
        }

        _left.Add(folder);
        LetGo(folder);
    }

    // Of a folder that another process left and in which nothing is left.
    private void LetGo(SpoolFolder folder)
    {
        if (folder == _own || !folder.IsEmpty)
            return;

        _left.Remove(folder);
        folder.Dispose();
    }

    private void DeleteAgain()
    {
        _own?.DeleteAgain();
        foreach (var folder in _left.ToArray())
        {
            folder.DeleteAgain();
            LetGo(folder);
        }
    }

    private int Fitting(IReadOnlyList<Payload> payloads, int from, out int bytes)
    {
        var limit = Math.Min(_options.SegmentLimit, _options.MaxBytes);
        var count = 0;
        bytes = 0;
        while (from + count < payloads.Count)
        {
            var size = SpoolRecord.SizeOf(payloads[from + count].Length);
            if (count == 0 ? size > _options.MaxBytes : bytes + size > limit)
                break;

            bytes += size;
            count++;
        }

        return count;
    }

    private void Write(SpoolWriter writer, Track track, IReadOnlyList<Payload> payloads, int from, int count, int bytes)
    {
        Open();
        if (writer.Segment is not { } segment || segment.Length + bytes > _options.SegmentLimit)
        {
            var number = _nextNumber++;
            segment = new SpoolSegment(Path.Combine(_own!.Path, SpoolSegment.FileName(number, track)), number, track);
            writer.Begin(segment, _options.Create);
            _own.Segments.Add(segment);
        }

        var before = segment.Length;
        try
        {
            writer.Write(payloads, from, count, bytes);
        }
        catch
        {
            // Half a record may lie at its end now, so nothing is written behind it.
            writer.Close();
            if (segment.Length == 0)
                _own!.Remove(segment);
            throw;
        }
        finally
        {
            _bytes += segment.Length - before;
        }
    }

    // False when there is none to be had: what cannot be deleted takes it all.
    private bool MakeRoom(long bytes)
    {
        if (Bytes + bytes <= _options.MaxBytes)
            return true;

        DeleteAgain();
        while (Bytes + bytes > _options.MaxBytes && UndeletedBytes + bytes <= _options.MaxBytes
            && _left.Append(_own).FirstOrDefault(static folder => folder is { Segments: not [] }) is { Segments: [var oldest, ..] } folder)
        {
            if (!TryGiveUp(folder, oldest))
                break;
        }

        if (Bytes + bytes <= _options.MaxBytes)
            return true;

        _errors.Increment();
        _troubles.Begin(TroubleKind.Destination, Subject, $"Files of the spool '{_options.Folder}' cannot be deleted and fill it; events stay in memory, and those that cannot are dropped and counted. Look who has them open, and into the rights of the folder.");
        return false;
    }

    // Events are given up only for room: a file that cannot be deleted keeps its place and them.
    private bool TryGiveUp(SpoolFolder folder, SpoolSegment oldest)
    {
        if (_writers[(int)oldest.Track] is var writer && writer.Segment == oldest)
            writer.Close();
        if (!folder.TryDelete(oldest))
            return false;

        SelfLog.Once("spool-full:" + _options.Folder, $"The spool '{_options.Folder}' has reached its limit of {_options.MaxBytes} bytes; its oldest events are dropped and counted. Raise SpoolMaxBytes, or look why the agent takes nothing.");
        oldest.NextSequence = oldest.EndSequence;
        oldest.ReadAt = oldest.Length;
        Finish(folder, oldest, DropReason.SpoolFull);
        return true;
    }

    // The segment is done with; what is left of it in the books ends for the reason.
    private void Finish(SpoolFolder folder, SpoolSegment segment, DropReason reason)
    {
        if (segment.Remaining > 0)
            _books[(int)segment.Track].DropSpooled(reason, segment.Remaining);

        if (_writers[(int)segment.Track] is var writer && writer.Segment == segment)
            writer.Close();

        if (_reading.Segment == segment)
            _reading = default;

        segment.Remaining = 0;
        segment.ReadAt = segment.Length;
        _bytes -= segment.Length;
        folder.Remember(segment);
        if (!folder.Remove(segment))
        {
            _errors.Increment();
            SelfLog.Once("spool-undeleted:" + _options.Folder, $"'{segment.Path}' is done with and cannot be deleted; it counts against the limit of the spool until it can. Look who has it open, and into the rights of the folder.");
        }

        LetGo(folder);
    }

    private bool TryUnread(SpoolSegment segment, out ReadOnlyMemory<byte> data)
    {
        data = default;
        try
        {
            data = segment.Unread();
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody has deleted it, and what it held is found missing.
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
            return false;
        }
    }

    private bool Guard(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            Fail(exception);
            return false;
        }
    }

    private static bool IsOfDisk(Exception exception) => exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private void Fail(Exception exception)
    {
        _errors.Increment();
        _troubles.Begin(TroubleKind.Destination, Subject, $"The spool '{_options.Folder}' cannot be used at the moment; events stay in memory, and those that cannot are dropped and counted.", exception);
    }

    private readonly record struct Reading(SpoolFolder Folder, SpoolSegment Segment, long ReadAt, long Sequence, int Count);
}
