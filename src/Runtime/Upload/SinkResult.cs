using System;

namespace Weaver.Upload;

/// <summary>What became of a batch: so many of its events are delivered, the rest was not for a reason.</summary>
internal readonly record struct SinkResult
{
    private SinkResult(int sent, DropReason reason, bool canWait = false)
    {
        Sent = sent;
        Reason = reason;
        CanWait = canWait;
    }

    public int Sent { get; }

    /// <summary>Why the other events were not delivered; says nothing when there are none.</summary>
    public DropReason Reason { get; }

    /// <summary>True when nothing of the batch was tried, so that it loses nothing by waiting in memory.</summary>
    public bool CanWait { get; }

    public static SinkResult All(Batch batch) => new(batch.Count, default);

    public static SinkResult Dropped(DropReason reason) => new(0, reason);

    /// <summary>The destination is not ready. The reason stands for events that cannot wait.</summary>
    public static SinkResult Later(DropReason reason) => new(0, reason, canWait: true);

    public static SinkResult Partly(int sent, DropReason reason)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sent);
        return new SinkResult(sent, reason);
    }
}
