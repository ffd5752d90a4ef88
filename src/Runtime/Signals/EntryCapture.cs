using System;
using System.Buffers;
using System.Threading;

namespace Weaver.Signals;

/// <summary>What a snapshot probe has kept of the beginning of a call.</summary>
/// <remarks>Belongs to one call. Its buffer is pooled and goes back exactly once.</remarks>
internal sealed class EntryCapture : EntryState
{
    private byte[]? _buffer;
    private int _length;

    public EntryCapture(ProbeBinding owner, ReadOnlySpan<byte> context)
        : base(owner)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(context.Length);
        _length = context.Length;
        context.CopyTo(_buffer);
    }

    /// <summary>The entry context as JSON.</summary>
    public ReadOnlySpan<byte> Context => _buffer.AsSpan(0, _length);

    /// <summary>The message, when it was rendered at entry.</summary>
    public string? Message { get; init; }

    public Expressions.EvaluationError[] Errors { get; init; } = [];

    public override void Release()
    {
        _length = 0;
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
