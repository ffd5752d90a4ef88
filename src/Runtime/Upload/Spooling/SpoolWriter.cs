using System;
using System.Collections.Generic;
using System.IO;

namespace Weaver.Upload.Spooling;

/// <summary>Writes the records of one track to the segment that is open for it.</summary>
internal sealed class SpoolWriter
{
    private Stream? _stream;
    private long _sequence = 1;

    /// <summary>The segment that is written to; null while there is none.</summary>
    public SpoolSegment? Segment { get; private set; }

    public void Begin(SpoolSegment segment, Func<string, Stream> create)
    {
        Close();
        _stream = create(segment.Path);
        segment.NextSequence = _sequence;
        segment.EndSequence = _sequence;
        Segment = segment;
    }

    /// <summary>Events of the last write that survive the process; fewer than were asked for when it failed.</summary>
    public int Written { get; set; }

    /// <summary>Writes some of the events in one piece. When it returns all of them survive the process.</summary>
    public void Write(IReadOnlyList<Payload> payloads, int from, int count, int bytes)
    {
        var records = new byte[bytes];
        var at = 0;
        for (var index = 0; index < count; index++)
            at += SpoolRecord.Write(records.AsSpan(at), _sequence + index, payloads[from + index].Utf8.Span);

        try
        {
            _stream!.Write(records);
            _stream.Flush();
            Count(count, bytes);
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            KeepWhole(payloads, from, count);
            throw;
        }
    }

    public void Close()
    {
        try
        {
            _stream?.Dispose();
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            // Nothing is buffered, so nothing is lost.
        }

        _stream = null;
        Segment = null;
    }

    // The second is what a file becomes that may not grow any more.
    private static bool IsOfDisk(Exception exception) => exception is IOException or ArgumentOutOfRangeException;

    private void Count(int count, int bytes)
    {
        Written = count;
        _sequence += count;
        Segment!.Length += bytes;
        Segment.EndSequence = _sequence;
        Segment.Remaining += count;
    }

    // A disk that is full takes a part of a write. Half a record is taken back, or skipped by readers where it cannot be.
    private void KeepWhole(IReadOnlyList<Payload> payloads, int from, int count)
    {
        try
        {
            var room = _stream!.Length - Segment!.Length;
            var whole = 0;
            var bytes = 0;
            while (whole < count && bytes + SpoolRecord.SizeOf(payloads[from + whole].Length) <= room)
                bytes += SpoolRecord.SizeOf(payloads[from + whole++].Length);

            Count(whole, bytes);
            _stream.SetLength(Segment.Length);
        }
        catch (Exception exception) when (IsOfDisk(exception) || exception is NotSupportedException)
        {
        }
    }
}
