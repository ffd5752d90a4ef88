using System;

namespace Weaver.Upload;

/// <summary>What became of a batch: so many of its events are delivered, the rest ended for a reason.</summary>
internal readonly record struct SinkResult
{
    private SinkResult(int sent, DropReason reason)
    {
        Sent = sent;
        Reason = reason;
    }

    public int Sent { get; }

    /// <summary>Why the other events were dropped; says nothing when there are none.</summary>
    public DropReason Reason { get; }

    public static SinkResult All(Batch batch) => new(batch.Count, default);

    public static SinkResult Dropped(DropReason reason) => new(0, reason);

    public static SinkResult Partly(int sent, DropReason reason)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sent);
        return new SinkResult(sent, reason);
    }
}
