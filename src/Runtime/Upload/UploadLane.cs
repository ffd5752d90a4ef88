using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>One track on its way out: its queue, its books and the batch that is being filled.</summary>
/// <remarks>Writers use the queue and the books; the rest belongs to the uploader's thread.</remarks>
internal sealed class UploadLane(Track track, UploadOptions options, Counters counters, TimeProvider time)
{
    // Large buffers are not kept, or a time of large events would be felt for ever.
    private const int LargestKept = 4096;

    private Predicate<Payload>? _accept;

    // The queue has one reader, and after the stop that may be any thread.
    private readonly Lock _reading = new();
    private int _due;

    public Track Track { get; } = track;

    public BoundedQueue<Payload> Queue { get; } = new(options.QueueEvents, options.QueueBytes);

    public TrackLedger Ledger { get; } = new(track, counters);

    /// <summary>Events that are taken out of the queue and not delivered yet.</summary>
    public Batch Batch { get; } = new(track);

    /// <summary>What is held against the oldest events in the spool.</summary>
    public Suspicion Suspicion { get; } = new(time);

    /// <summary>The destination took nothing of this track in this turn, so it is not asked again.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>The share of the queue that is free, of its places or of its bytes, whichever is less.</summary>
    public double FreeShare => 1 - Math.Max((double)Queue.Count / Queue.MaxCount, (double)Queue.Bytes / Queue.MaxBytes);

    /// <summary>Begins a turn: what arrives later waits for the next one, or a flood would keep this one from ever ending.</summary>
    public void BeginTurn(bool isBlocked)
    {
        IsBlocked = isBlocked;
        _due = Queue.Count;
    }

    /// <summary>Fills the batch up from the queue.</summary>
    public void Fill()
    {
        lock (_reading)
        {
            _due -= Queue.TakeWhile(_due, _accept ??= payload => Batch.TryAdd(payload, options.BatchEvents, options.BatchBytes));
        }
    }

    /// <summary>Forgets the events of the batch and keeps their buffers for the next ones.</summary>
    public void Release()
    {
        GiveBack(Batch.Payloads);
        Batch.Clear();
    }

    /// <summary>Forgets the first events of the batch; the others stay in it.</summary>
    public void Release(int count)
    {
        GiveBack([.. Batch.Payloads.Take(count)]);
        Batch.RemoveFirst(count);
    }

    public void DropWaiting(DropReason reason)
    {
        lock (_reading)
        {
            while (Queue.TryTake(out var payload))
            {
                payload.Release();
                Ledger.Drop(reason);
            }
        }
    }

    private void GiveBack(IReadOnlyList<Payload> payloads) =>
        Queue.GiveBack(payloads, static payload => payload.Buffer is { Length: <= LargestKept }, static payload => payload.Release());
}
