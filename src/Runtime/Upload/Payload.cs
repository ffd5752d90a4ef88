using System;
using System.Buffers;
using System.Text;

namespace Weaver.Upload;

/// <summary>One encoded event: a JSON object in UTF-8, and the track it goes to.</summary>
/// <remarks>Whoever holds it owns its buffer. <see cref="LogsIntakeUploader.Offer(Payload)"/> takes the ownership over, whatever it answers.</remarks>
internal readonly struct Payload
{
    private readonly byte[] _buffer;
    private readonly bool _rented;

    private Payload(Track track, byte[] buffer, int length, bool rented, string? subject, string? message)
    {
        Track = track;
        Subject = subject;
        Message = message;
        _buffer = buffer;
        Length = length;
        _rented = rented;
    }

    public Track Track { get; }

    public int Length { get; }

    /// <summary>What the event is about, for destinations inside the program: the producer's name for it. Null when it gave none.</summary>
    public string? Subject { get; }

    /// <summary>The event's text, which the bytes contain too, for destinations that show nothing else. Null when the producer kept none.</summary>
    public string? Message { get; }

    /// <summary>The rented buffer; null when the bytes are nobody's to write to.</summary>
    public byte[]? Buffer => _rented ? _buffer : null;

    public ReadOnlyMemory<byte> Utf8 => _buffer.AsMemory(0, Length);

    /// <summary>Takes over an array rented from <see cref="ArrayPool{T}.Shared"/>; it goes back there when the event has ended.</summary>
    public static Payload Rented(Track track, byte[] buffer, int length, string? subject = null, string? message = null) =>
        new(track, buffer, length, rented: true, subject, message);

    /// <summary>Refers to an array that nobody writes to any more.</summary>
    public static Payload Of(Track track, byte[] utf8, string? subject = null, string? message = null) =>
        new(track, utf8, utf8.Length, rented: false, subject, message);

    public static Payload Of(Track track, string json) => Of(track, Encoding.UTF8.GetBytes(json));

    /// <summary>Copies the bytes into a rented array.</summary>
    public static Payload Copy(Track track, ReadOnlySpan<byte> utf8, string? subject = null, string? message = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(utf8.Length);
        utf8.CopyTo(buffer);
        return Rented(track, buffer, utf8.Length, subject, message);
    }

    /// <summary>Gives the buffer back. Once, by the owner; the bytes must not be read afterwards.</summary>
    public void Release()
    {
        if (_rented)
            ArrayPool<byte>.Shared.Return(_buffer);
    }
}
