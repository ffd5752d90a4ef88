using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace Weaver.Signals;

/// <summary>What a snapshot probe has kept of the beginning of a call.</summary>
/// <remarks>
/// Belongs to one call. Its buffer is pooled and goes back exactly once. The finalizer is for async calls and enumerations whose end
/// no hook sees, because they finished in the original body or never did: it counts them, and leaves the buffer to the collector.
/// </remarks>
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

    ~EntryCapture() => Owner.NoteRemoved();

    /// <summary>The entry context as JSON.</summary>
    public ReadOnlySpan<byte> Context => _buffer.AsSpan(0, _length);

    /// <summary>The message, when it was rendered at entry.</summary>
    public string? Message { get; init; }

    public Expressions.EvaluationError[] Errors { get; init; } = [];

    [SuppressMessage("Usage", "CA1816", Justification = "Released is what disposed is elsewhere.")]
    public override void Release()
    {
        GC.SuppressFinalize(this);
        _length = 0;
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
