using System;
using System.Linq;
using System.Threading;
using Weaver.Common;
using Weaver.Upload.Spooling;

namespace Weaver.Upload;

/// <summary>Carries events from the application's threads to a destination: a queue a track, batches, one background thread, and on request a spool on disk for what cannot be delivered.</summary>
/// <remarks>
/// Any thread may call. <see cref="Offer(Payload)"/> waits neither for the destination nor for the disk. Every event that is
/// offered is in memory or in the spool until it ends as sent or as a drop under a named reason. With a spool the events of
/// a track keep their order: while older ones lie there, newer ones go behind them.
/// </remarks>
internal sealed class LogsIntakeUploader : IDisposable
{
    // What a stop keeps of its time for the spool.
    private static readonly TimeSpan s_mostForSpool = TimeSpan.FromSeconds(1);

    private readonly UploadOptions _options;
    private readonly IPayloadSink _sink;
    private readonly UploadLane[] _lanes;
    private readonly Spool? _spool;
    private readonly BackgroundLoop _loop;
    private readonly FlushPace _pace;
    private readonly Counter _sinkFailures;
    private volatile bool _stopped;
    private volatile bool _canOnlyWait;
    private bool _ended;
    private bool _isGuarded;

    /// <param name="sink">The destination; owned from now on.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="counters">Gets the books of each track.</param>
    /// <param name="time">The clock.</param>
    /// <param name="spool">Where events go that cannot be delivered; null keeps them in memory as far as there is room.</param>
    public LogsIntakeUploader(IPayloadSink sink, UploadOptions options, Counters counters, TimeProvider time, SpoolOptions? spool = null)
    {
        _sink = sink;
        _options = options;
        _sinkFailures = counters.Get("upload.error{kind:sinkThrew}");
        _lanes = new UploadLane[Tracks.All.Length];
        foreach (var track in Tracks.All)
            _lanes[(int)track] = new UploadLane(track, options, counters, time);
        _spool = spool is null ? null : new Spool(spool, [.. _lanes.Select(lane => lane.Ledger)], counters, time);
        _pace = new FlushPace(options.FlushInterval);
        _loop = new BackgroundLoop("Weaver uploader", _pace.Interval, Upload, time, counters);
    }

    /// <summary>The time between two flushes as it is now.</summary>
    public TimeSpan Interval => _loop.Interval;

    public void Start() => _loop.Start();

    /// <summary>Queues the event, or drops it under a reason. Takes the payload's buffer over in both cases.</summary>
    public bool Offer(Payload payload) => Offer(payload, out _, wantsSpare: false);

    /// <summary>Queues the event, or drops it under a reason. Takes the payload's buffer over and gives another in exchange, which may be larger or smaller, or none.</summary>
    public bool Offer(Payload payload, out byte[]? spare) => Offer(payload, out spare, wantsSpare: true);

    /// <summary>Asks for a flush now; waits for nothing.</summary>
    public void Wake() => _loop.Wake();

    /// <summary>Sends what was offered before this call, or finds out that it cannot be sent now. False when the time is over first.</summary>
    public bool Flush(TimeSpan deadline) => _loop.Flush(deadline);

    /// <summary>Sends what waits, as far as the time allows; the rest goes to the spool, or is dropped as <c>stopDeadline</c>. False when the thread did not end.</summary>
    public bool Stop(TimeSpan deadline)
    {
        var forSpool = _spool is null ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(deadline.Ticks / 4, s_mostForSpool.Ticks));
        _ended = _loop.Stop(deadline - forSpool, forSpool + TimeSpan.FromMilliseconds(250));
        _stopped = true;
        // A loop that was never started, or that hangs in its sink, has left these.
        foreach (var lane in _lanes)
            lane.DropWaiting(DropReason.StopDeadline);
        return _ended;
    }

    public TrackTotals Totals(Track track) => _lanes[(int)track].Ledger.Totals;

    public void Dispose()
    {
        Stop(TimeSpan.Zero);
        _sink.Dispose();
        // A thread that hangs may still write there; the lock then goes with the process.
        if (_ended)
            _spool?.Dispose();
    }

    private static bool Refuse(UploadLane lane, Payload payload, DropReason reason)
    {
        payload.Release();
        lane.Ledger.Drop(reason);
        return false;
    }

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
            // Each refusal would wake the thread for nothing while it has nowhere to put anything.
            if (!_canOnlyWait)
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

    private void Upload(LoopTurn turn)
    {
        if (!_isGuarded)
        {
            _isGuarded = true;
            FileSizeSignal.Block();
        }

        _spool?.Refresh();
        _loop.Interval = _pace.Next(_lanes.Min(static lane => lane.FreeShare));

        var isBlocked = !turn.IsLast && !_sink.IsReady;
        foreach (var lane in _lanes)
            lane.BeginTurn(isBlocked);

        // One batch a track in turn, so that a full track delays the others by one batch at most.
        bool more;
        do
        {
            more = false;
            foreach (var lane in _lanes)
                more |= Advance(lane, turn);
        }
        while (more);

        _canOnlyWait = _spool is null && !_sink.IsReady;
    }

    // One batch of the track; false when there is no more to do for it in this turn.
    private bool Advance(UploadLane lane, LoopTurn turn)
    {
        if (_spool?.Has(lane.Track) == true)
        {
            if (!lane.IsBlocked)
                lane.IsBlocked = !SendSpooled(_spool, lane, turn);

            // While older events are sent, newer ones wait in memory as long as there is room.
            if (lane.IsBlocked || lane.FreeShare < 0.5)
                SpoolWaiting(_spool, lane, turn);

            return !lane.IsBlocked;
        }

        if (lane.IsBlocked && _spool is null)
            return false;

        lane.Fill();
        if (lane.Batch.Count == 0)
            return false;

        var result = lane.IsBlocked ? SinkResult.Later(DropReason.CircuitOpen) : Write(lane.Batch, turn.Deadline);
        lane.IsBlocked |= result.CanWait && !turn.IsLast;
        return Conclude(lane, result, turn);
    }

    private bool Conclude(UploadLane lane, SinkResult result, LoopTurn turn)
    {
        var sent = Math.Min(result.Sent, lane.Batch.Count);
        if (sent == lane.Batch.Count)
        {
            lane.Ledger.Send(sent);
            lane.Release();
            return true;
        }

        if (_spool is not null && DropReasons.MayPass(result.Reason))
        {
            lane.IsBlocked = true;
            lane.Ledger.Send(sent);
            lane.Release(sent);
            if (SpoolBatch(_spool, lane, turn, result.CanWait))
                SpoolWaiting(_spool, lane, turn);
            return false;
        }

        if (result.CanWait && !turn.IsLast)
            return false;

        lane.Ledger.Send(sent);
        lane.Ledger.Drop(result.Reason, lane.Batch.Count - sent);
        lane.Release();
        return true;
    }

    // False when the destination takes no more of them now.
    private bool SendSpooled(Spool spool, UploadLane lane, LoopTurn turn)
    {
        var suspicion = lane.Suspicion;
        suspicion.Look(spool.Front(lane.Track));
        if (suspicion.Rests && !turn.IsLast)
            return false;

        var batch = new Batch(lane.Track) { IsOnTrial = suspicion.IsOnTrial };
        if (!spool.TryRead(batch, Math.Min(_options.BatchEvents, suspicion.MostEvents), _options.BatchBytes))
            return !spool.Has(lane.Track);

        var result = Write(batch, turn.Deadline);
        if (IsOver(result, batch))
        {
            EndSpooled(spool, lane, batch, result);
            return true;
        }

        if (!WasRefused(result) || turn.IsLast)
            return false;

        var isGivenUp = batch.IsOnTrial && GiveUp(spool, lane, batch, turn);
        if (!isGivenUp)
            suspicion.Fail(spool.Front(lane.Track), batch.Count);
        return isGivenUp;
    }

    // An event that was refused again and again ends when another one of the track is taken and this one, right afterwards,
    // is still refused: then it is the event and not the destination. False when that is not so, or not to be told now.
    private bool GiveUp(Spool spool, UploadLane lane, Batch refused, LoopTurn turn)
    {
        var distance = lane.Suspicion.WitnessDistance;
        var witness = new Batch(lane.Track);
        if (!(lane.Suspicion.WantsNewest && HasWaiting(lane)) && spool.TryPeek(witness, distance))
        {
            if (Write(witness, turn.Deadline).Sent < witness.Count)
                return false;
        }
        else
        {
            if (!HasWaiting(lane))
                return false;

            var result = Write(lane.Batch, turn.Deadline);
            var isTaken = result.Sent >= lane.Batch.Count;
            Conclude(lane, result, turn);
            if (!isTaken)
                return false;
        }

        var again = Write(refused, turn.Deadline);
        if (!IsOver(again, refused) && !WasRefused(again))
            return false;

        if (!IsOver(again, refused))
        {
            SelfLog.Once("upload-given-up:" + Tracks.Name(lane.Track), $"An event of {Tracks.Name(lane.Track)} is refused again and again while others are taken; it is dropped and counted as '{DropReasons.Name(DropReason.UploadGivenUp)}'. Look into the agent's log for the reason.");
            again = SinkResult.Dropped(DropReason.UploadGivenUp);
        }

        EndSpooled(spool, lane, refused, again);

        // The witness is the front now, so that it can be taken out. From further back it is sent a second time instead.
        var repeated = new Batch(lane.Track);
        if (witness.Count > 0 && distance == 0 && spool.TryRead(repeated, witness.Count, _options.BatchBytes))
            EndSpooled(spool, lane, repeated, SinkResult.All(repeated));
        return true;
    }

    private static bool HasWaiting(UploadLane lane)
    {
        lane.Fill();
        return lane.Batch.Count > 0;
    }

    // Nothing of the batch is left to be sent.
    private static bool IsOver(SinkResult result, Batch batch) => result.Sent >= batch.Count || !DropReasons.MayPass(result.Reason);

    // It was tried, which a destination that is away or left alone does not come to.
    private static bool WasRefused(SinkResult result) => result is { Reason: DropReason.UploadFailed, CanWait: false };

    private static void EndSpooled(Spool spool, UploadLane lane, Batch batch, SinkResult result)
    {
        var sent = Math.Min(result.Sent, batch.Count);
        lane.Ledger.SendSpooled(sent);
        lane.Ledger.DropSpooled(result.Reason, batch.Count - sent);
        spool.Commit();
    }

    // Moves what waits in memory behind what is in the spool. False when not all of it went.
    private static bool SpoolWaiting(Spool spool, UploadLane lane, LoopTurn turn)
    {
        while (true)
        {
            lane.Fill();
            if (lane.Batch.Count == 0)
                return true;
            if (!SpoolBatch(spool, lane, turn, canWait: true))
                return false;
        }
    }

    private static bool SpoolBatch(Spool spool, UploadLane lane, LoopTurn turn, bool canWait)
    {
        while (lane.Batch.Count > 0)
        {
            var written = spool.Append(lane.Track, lane.Batch.Payloads, out var reason);
            lane.Release(written);
            if (lane.Batch.Count == 0)
                break;

            if (reason == DropReason.SpoolFull)
            {
                // Larger than the whole spool may be.
                lane.Ledger.Drop(reason);
                lane.Release(1);
                continue;
            }

            if (canWait && !turn.IsLast)
                return false;

            lane.Ledger.Drop(reason, lane.Batch.Count);
            lane.Release();
        }

        return true;
    }

    private SinkResult Write(Batch batch, CancellationToken deadline)
    {
        if (deadline.IsCancellationRequested)
            return SinkResult.Later(DropReason.StopDeadline);

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
}
