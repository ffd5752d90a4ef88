using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace Weaver.Probes;

/// <summary>Why a hit that could have given an event gave none.</summary>
internal enum ProbeDrop
{
    RateLimitProbe,
    RateLimitGlobal,

    /// <summary>The condition failed again within the time for which one error event speaks.</summary>
    EvaluationErrorThrottled,

    /// <summary>The evaluation ran out of time again within that time.</summary>
    EvaluationTimeout,

    /// <summary>The probe belongs to a session that is not active in this trace.</summary>
    SessionInactive,

    /// <summary>The probe has given as many events as its limit allows, or the last of them are under way.</summary>
    MaxHits,

    /// <summary>The probe was removed or replaced while the call ran, so that the end of the call was not seen.</summary>
    Removed,

    QueueFull,

    /// <summary>There is no destination for events.</summary>
    NoSink,

    PayloadTooLarge,
    Stopped,

    /// <summary>Something of ours failed.</summary>
    Failed,
}

/// <summary>The figures of one probe. They outlive updates of the probe.</summary>
/// <remarks>
/// Any thread may call; each figure is exact, several read together may be a moment apart. Calls may end after the removal
/// of their probe: what is counted then goes on to the sums of the removed probes.
/// </remarks>
internal sealed class ProbeFigures
{
    private static readonly string[] s_names = ["rateLimitProbe", "rateLimitGlobal", "evaluationErrorThrottled", "evaluationTimeout", "sessionInactive", "maxHitsReached", "probeRemoved", "queueFull", "noSink", "payloadTooLarge", "stopped", "failed"];

    private readonly long[] _drops = new long[s_names.Length];
    private long _hits;
    private long _matched;
    private long _captured;
    private long _ticks;
    private RetiredFigures? _retired;

    public long Hits => Interlocked.Read(ref _hits);

    public long Matched => Interlocked.Read(ref _matched);

    public long Captured => Interlocked.Read(ref _captured);

    public double TimeMs => Interlocked.Read(ref _ticks) * 1000.0 / Stopwatch.Frequency;

    public long Dropped(ProbeDrop reason) => Interlocked.Read(ref _drops[(int)reason]);

    public void AddHit() => Count(ref _hits);

    public void AddMatch() => Count(ref _matched);

    public void AddCaptured() => Count(ref _captured);

    public void AddDrop(ProbeDrop reason) => Count(ref _drops[(int)reason]);

    public void AddTime(long ticks) => Interlocked.Add(ref _ticks, ticks);

    /// <summary>The probe is gone: moves what was counted so far, and passes on what still comes.</summary>
    public void RetireInto(RetiredFigures sums)
    {
        // Whoever counts looks for this after counting, so that either that thread or this one moves the count.
        Interlocked.Exchange(ref _retired, sums);
        sums.Take(this);
    }

    /// <summary>The figures, which are zero afterwards.</summary>
    public (long Hits, long Matched, long Captured, Dictionary<string, long> Drops) Clear()
    {
        var drops = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < _drops.Length; i++)
            drops.Add(s_names[i], Interlocked.Exchange(ref _drops[i], 0));

        return (Interlocked.Exchange(ref _hits, 0), Interlocked.Exchange(ref _matched, 0), Interlocked.Exchange(ref _captured, 0), drops);
    }

    /// <summary>The reasons that were counted at least once.</summary>
    public Dictionary<string, long> Drops()
    {
        var drops = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < _drops.Length; i++)
        {
            if (Interlocked.Read(ref _drops[i]) is var count and not 0)
                drops.Add(s_names[i], count);
        }

        return drops;
    }

    private void Count(ref long figure)
    {
        Interlocked.Increment(ref figure);
        Volatile.Read(ref _retired)?.Take(this);
    }
}
