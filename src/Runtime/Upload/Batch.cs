using System;
using System.Collections.Generic;

namespace Weaver.Upload;

/// <summary>Events of one track that travel together.</summary>
/// <remarks>Filled and emptied by the uploader's thread; sinks only read.</remarks>
internal sealed class Batch(Track track)
{
    private readonly List<Payload> _payloads = [];

    public Track Track { get; } = track;

    public int Count => _payloads.Count;

    /// <summary>It was refused so often that one more failure says nothing about the destination.</summary>
    public bool IsOnTrial { get; init; }

    /// <summary>The length of <see cref="ToJsonArray"/>.</summary>
    public int FramedBytes { get; private set; } = 2;

    public IReadOnlyList<Payload> Payloads => _payloads;

    /// <summary>Adds the event unless the batch would pass a limit by it. An empty batch takes any event.</summary>
    public bool TryAdd(Payload payload, int maxEvents, int maxBytes)
    {
        var separator = _payloads.Count > 0 ? 1 : 0;
        if (separator > 0 && (_payloads.Count >= maxEvents || FramedBytes + separator + payload.Length > maxBytes))
            return false;

        _payloads.Add(payload);
        FramedBytes += separator + payload.Length;
        return true;
    }

    /// <summary>The events as one JSON array.</summary>
    public byte[] ToJsonArray()
    {
        var bytes = new byte[FramedBytes];
        var at = 0;
        bytes[at++] = (byte)'[';
        foreach (var payload in _payloads)
        {
            if (at > 1)
                bytes[at++] = (byte)',';
            payload.Utf8.Span.CopyTo(bytes.AsSpan(at));
            at += payload.Length;
        }

        bytes[at] = (byte)']';
        return bytes;
    }

    /// <summary>Forgets the events and gives their buffers back.</summary>
    public void Release()
    {
        foreach (var payload in _payloads)
            payload.Release();
        Clear();
    }

    /// <summary>Forgets the events, whose buffers somebody else has taken over.</summary>
    public void Clear()
    {
        _payloads.Clear();
        FramedBytes = 2;
    }

    /// <summary>Forgets the first events, whose buffers somebody else has taken over.</summary>
    public void RemoveFirst(int count)
    {
        _payloads.RemoveRange(0, count);
        FramedBytes = 2 + Math.Max(0, _payloads.Count - 1);
        foreach (var payload in _payloads)
            FramedBytes += payload.Length;
    }
}
