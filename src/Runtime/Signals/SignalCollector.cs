using System.Collections.Generic;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Probes;
using Weaver.Upload;

namespace Weaver.Signals;

/// <summary>Takes finished events, counts each under its outcome and passes the bytes on to every destination.</summary>
/// <remarks>Any thread may call. Bounded by the destinations' queues; never waits.</remarks>
internal sealed class SignalCollector
{
    /// <summary>The intake takes no larger event.</summary>
    public const int MaxEventBytes = (1 << 20) - 1;

    private readonly LogsIntakeUploader[] _uploaders;
    private readonly Counter _pruned;
    private readonly Counter _beside;
    private readonly Counter _besideDropped;
    private readonly int _pruningDepth;
    private volatile bool _stopped;

    public SignalCollector(IReadOnlyList<LogsIntakeUploader> uploaders, Counters counters, int pruningDepth = EventPruner.HighestLevel)
    {
        _pruningDepth = pruningDepth;
        _uploaders = [.. uploaders];
        _pruned = counters.Get("signals.pruned");
        _beside = counters.Get("errorEvents.sent");
        _besideDropped = counters.Get("errorEvents.dropped");
    }

    /// <summary>Hands over one event of a probe. The text is empty after the call, or may be reset.</summary>
    /// <param name="track">Where it goes.</param>
    /// <param name="json">The event.</param>
    /// <param name="maxBytes">Beyond these it is pruned.</param>
    /// <param name="figures">Those of the probe, for the one event of a hit; null for an event beside the one thing that the hit came to.</param>
    /// <returns>True when at least one destination took it.</returns>
    public bool Emit(Track track, JsonText json, int maxBytes, ProbeFigures? figures)
    {
        if (_stopped)
            return Drop(figures, ProbeDrop.Stopped);

        if (json.Length > maxBytes)
        {
            if (!EventPruner.TryPrune(json, maxBytes, _pruningDepth))
                return Drop(figures, ProbeDrop.PayloadTooLarge);

            _pruned.Increment();
        }

        if (_uploaders.Length == 0)
            return Drop(figures, ProbeDrop.NoSink);

        var taken = false;
        for (var i = 0; i < _uploaders.Length - 1; i++)
            taken |= _uploaders[i].Offer(Payload.Copy(track, json.Written));

        // The last one gets the text itself.
        var buffer = json.Exchange(null, out var length);
        taken |= _uploaders[^1].Offer(Payload.Rented(track, buffer, length), out var spare);
        json.Exchange(spare, out _);
        if (!taken)
            return Drop(figures, ProbeDrop.QueueFull);

        if (figures is not null)
            figures.AddCaptured();
        else
            _beside.Increment();

        return true;
    }

    /// <summary>Hands over a payload that belongs to no hit, such as a status. The payload is copied for each destination.</summary>
    public void Offer(Payload payload)
    {
        foreach (var uploader in _uploaders)
            uploader.Offer(Payload.Copy(payload.Track, payload.Utf8.Span));

        payload.Release();
    }

    /// <summary>From now on events are dropped as <c>stopped</c>.</summary>
    public void Stop() => _stopped = true;

    private bool Drop(ProbeFigures? figures, ProbeDrop reason)
    {
        if (figures is not null)
            figures.AddDrop(reason);
        else
            _besideDropped.Increment();

        return false;
    }
}
