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

    /// <summary>Writes some of the events in one piece. When it returns they survive the process.</summary>
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
        }
        catch (IOException)
        {
            TakeBack();
            throw;
        }

        _sequence += count;
        Segment!.Length += bytes;
        Segment.EndSequence = _sequence;
        Segment.Remaining += count;
    }

    public void Close()
    {
        try
        {
            _stream?.Dispose();
        }
        catch (IOException)
        {
            // Nothing is buffered, so nothing is lost.
        }

        _stream = null;
        Segment = null;
    }

    // Half a record may lie at the end. Where it cannot be taken away, readers skip it.
    private void TakeBack()
    {
        try
        {
            _stream!.SetLength(Segment!.Length);
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException)
        {
        }
    }
}
