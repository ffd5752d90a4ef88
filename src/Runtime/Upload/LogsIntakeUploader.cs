using System;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>Carries events from the application's threads to a destination: a queue a track, batches, one background thread.</summary>
/// <remarks>
/// Any thread may call. <see cref="Offer(Payload)"/> never waits for the destination. Every event that is offered ends as sent or as
/// a drop under a named reason, and is in memory until then.
/// </remarks>
internal sealed class LogsIntakeUploader : IDisposable
{
    private readonly UploadOptions _options;
    private readonly IPayloadSink _sink;
    private readonly Lane[] _lanes;
    private readonly BackgroundLoop _loop;
    private readonly Counter _sinkFailures;
    private volatile bool _stopped;

    public LogsIntakeUploader(IPayloadSink sink, UploadOptions options, Counters counters, TimeProvider time)
    {
        _sink = sink;
        _options = options;
        _sinkFailures = counters.Get("upload.error{kind:sinkThrew}");
        _lanes = new Lane[Tracks.All.Length];
        foreach (var track in Tracks.All)
            _lanes[(int)track] = new Lane(track, options, counters);
        _loop = new BackgroundLoop("Weaver uploader", options.FlushInterval, Upload, time, counters);
    }

    public void Start() => _loop.Start();

    /// <summary>Queues the event, or drops it under a reason. Takes the payload's buffer over in both cases.</summary>
    public bool Offer(Payload payload) => Offer(payload, out _, wantsSpare: false);

    /// <summary>Queues the event, or drops it under a reason. Takes the payload's buffer over and gives another in exchange, which may be larger or smaller, or none.</summary>
    public bool Offer(Payload payload, out byte[]? spare) => Offer(payload, out spare, wantsSpare: true);

    private bool Offer(Payload payload, out byte[]? spare, bool wantsSpare)
    {
        spare = null;
        var lane = _lanes[(int)payload.Track];
        lane.Ledger.Accept();
        if (payload.Length > _options.MaxEventBytes)
            return Refuse(lane, payload, DropReason.PayloadTooLarge);
        if (_stopped)
            return Refuse(lane, payload, DropReason.Stopped);
        Payload used = default;
        if (!(wantsSpare ? lane.Queue.TryAdd(payload, payload.Length, out var waiting, out used) : lane.Queue.TryAdd(payload, payload.Length, out waiting)))
        {
            _loop.Wake();
            return Refuse(lane, payload, DropReason.QueueFull);
        }

        spare = used.Buffer;
        if (waiting == _options.BatchEvents)
            _loop.Wake();
        // The last turn may have passed between the check above and the adding.
        if (_stopped)
            lane.DropWaiting(DropReason.Stopped);
        return true;
    }

    /// <summary>Sends what was offered before this call. False when the time is over first.</summary>
    public bool Flush(TimeSpan deadline) => _loop.Flush(deadline);

    /// <summary>Sends what waits, as far as the time allows; the rest is dropped as <c>stopDeadline</c>. False when the thread did not end.</summary>
    public bool Stop(TimeSpan deadline)
    {
        var ended = _loop.Stop(deadline);
        _stopped = true;
        // A loop that was never started, or that hangs in its sink, has left these.
        foreach (var lane in _lanes)
            lane.DropWaiting(DropReason.StopDeadline);
        return ended;
    }

    public TrackTotals Totals(Track track) => _lanes[(int)track].Ledger.Totals;

    public void Dispose()
    {
        Stop(TimeSpan.Zero);
        _sink.Dispose();
    }

    private static bool Refuse(Lane lane, Payload payload, DropReason reason)
    {
        payload.Release();
        lane.Ledger.Drop(reason);
        return false;
    }

    private void Upload(LoopTurn turn)
    {
        // What arrives during the turn waits for the next, or a flood would keep this one from ever ending.
        foreach (var lane in _lanes)
            lane.Due = lane.Queue.Count;

        // One batch a track in turn, so that a full track delays the others by one batch at most.
        bool more;
        do
        {
            more = false;
            foreach (var lane in _lanes)
                more |= SendBatch(lane, turn.Deadline);
        }
        while (more);
    }

    private bool SendBatch(Lane lane, CancellationToken deadline)
    {
        var batch = lane.Batch;
        lane.Fill();
        if (batch.Count == 0)
            return false;

        try
        {
            var result = deadline.IsCancellationRequested ? SinkResult.Dropped(DropReason.StopDeadline) : Write(batch, deadline);
            var sent = Math.Min(result.Sent, batch.Count);
            lane.Ledger.Send(sent);
            if (sent < batch.Count)
                lane.Ledger.Drop(result.Reason, batch.Count - sent);
        }
        finally
        {
            lane.Release();
        }

        return true;
    }

    private SinkResult Write(Batch batch, CancellationToken deadline)
    {
        try
        {
            return _sink.Write(batch, deadline);
        }
        catch (Exception exception)
        {
            _sinkFailures.Increment();
            SelfLog.Once(_sinkFailures.Name, "A destination of events threw; its batch is dropped and counted.", exception);
            return SinkResult.Dropped(DropReason.SinkFailed);
        }
    }

    /// <summary>One track: its queue, its books and the batch that is being filled.</summary>
    private sealed class Lane(Track track, UploadOptions options, Counters counters)
    {
        // Large buffers are not kept, or a time of large events would be felt for ever.
        private const int LargestKept = 4096;

        private Predicate<Payload>? _accept;

        // The queue has one reader, and after the stop that may be any thread.
        private readonly Lock _reading = new();

        public BoundedQueue<Payload> Queue { get; } = new(options.QueueEvents, options.QueueBytes);

        public TrackLedger Ledger { get; } = new(track, counters);

        public Batch Batch { get; } = new(track);

        public int Due { get; set; }

        /// <summary>Forgets the events of the batch and keeps their buffers for the next ones.</summary>
        public void Release()
        {
            Queue.GiveBack(Batch.Payloads, static payload => payload.Buffer is { Length: <= LargestKept }, static payload => payload.Release());
            Batch.Clear();
        }

        public void Fill()
        {
            lock (_reading)
            {
                Due -= Queue.TakeWhile(Due, _accept ??= payload => Batch.TryAdd(payload, options.BatchEvents, options.BatchBytes));
            }
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
    }
}
