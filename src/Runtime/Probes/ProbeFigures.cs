using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using Weaver.Common;

namespace Weaver.Probes;

/// <summary>The figures of one probe. They outlive updates of the probe.</summary>
/// <remarks>
/// Any thread may call; each figure is exact, several read together may be a moment apart. When no hit is under way,
/// <c>Hits</c> is the sum of <c>ConditionFalse</c>, <c>Captured</c> and all drops. Calls may end after the removal of their
/// probe: what is counted then goes on to the sums of the removed probes.
/// </remarks>
internal sealed class ProbeFigures
{
    private const int HitsIndex = 0;
    private const int MatchedIndex = 1;
    private const int FalseIndex = 2;
    private const int CapturedIndex = 3;
    private const int TicksIndex = 4;
    private const int MessagesIndex = 5;
    private const int FirstDrop = 6;

    private static readonly string[] s_names =
    [
        "rateLimitProbe", "rateLimitGlobal", "evaluationErrorThrottled", "evaluationTimeout", "sessionInactive", "budgetExceededInvocation", "noActivity", "maxHitsReached", "probeRemoved",
        "queueFull", "noSink", "payloadTooLarge", "stopped", "failed", "reentrant", "cpuBudget", "disarmed",
    ];

    private readonly ThreadCounts _counts = new(FirstDrop + s_names.Length);
    private readonly long[] _passedOn = new long[FirstDrop + s_names.Length];
    private RetiredFigures? _retired;

    public long Hits => _counts.Sum(HitsIndex);

    public long Matched => _counts.Sum(MatchedIndex);

    /// <summary>Hits whose condition did not hold.</summary>
    public long ConditionFalse => _counts.Sum(FalseIndex);

    public long Captured => _counts.Sum(CapturedIndex);

    /// <summary>Time spent, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Ticks => _counts.Sum(TicksIndex);

    public double TimeMs => Ticks * 1000.0 / Stopwatch.Frequency;

    public long Dropped(ProbeDrop reason) => _counts.Sum(FirstDrop + (int)reason);

    /// <summary>Counts a hit and returns how many this thread has had.</summary>
    public long AddHit() => AddHit(ThreadNumber.Current);

    /// <inheritdoc cref="AddHit()"/>
    /// <param name="thread">The number of the calling thread, for callers that know it.</param>
    public long AddHit(int thread) => Count(thread, HitsIndex);

    public void AddMatch() => AddMatch(ThreadNumber.Current);

    public void AddMatch(int thread) => Count(thread, MatchedIndex);

    public void AddFalse() => AddFalse(ThreadNumber.Current);

    public void AddFalse(int thread) => Count(thread, FalseIndex);

    /// <summary>Counts a hit whose condition did not hold, and returns how many of them this thread has had.</summary>
    public long AddFalseHit(int thread)
    {
        var mine = _counts.AddBoth(thread, HitsIndex, FalseIndex);
        if (Volatile.Read(ref _retired) is { } sums)
            sums.Take(this);

        return mine;
    }

    /// <summary>Counts a hit that matched and became a signal, all at once.</summary>
    public void AddCapturedHit(int thread)
    {
        _counts.AddEach(thread, HitsIndex, MatchedIndex, CapturedIndex);
        if (Volatile.Read(ref _retired) is { } sums)
            sums.Take(this);
    }

    /// <summary>Counts a hit that matched and came to nothing, all at once.</summary>
    public void AddDroppedHit(int thread, ProbeDrop reason)
    {
        _counts.AddEach(thread, HitsIndex, MatchedIndex, FirstDrop + (int)reason);
        if (Volatile.Read(ref _retired) is { } sums)
            sums.Take(this);
    }

    public void AddCaptured() => AddCaptured(ThreadNumber.Current);

    public void AddCaptured(int thread) => Count(thread, CapturedIndex);

    public void AddDrop(ProbeDrop reason) => Count(ThreadNumber.Current, FirstDrop + (int)reason);

    public void AddDrop(int thread, ProbeDrop reason) => Count(thread, FirstDrop + (int)reason);

    /// <summary>Counts a message that is about to be made, and returns how many this thread has had. It is no figure that is told.</summary>
    public long AddMessage(int thread) => _counts.Add(thread, MessagesIndex, 1);

    public void AddTime(long ticks) => _counts.Add(TicksIndex, ticks);

    /// <summary>The probe is gone: moves what was counted so far, and passes on what still comes.</summary>
    public void RetireInto(RetiredFigures sums)
    {
        Interlocked.Exchange(ref _retired, sums);

        // Whoever counts looks for the sums after counting. A processor may look before its count is seen by others; after
        // this it either has been seen, or that thread finds the sums and moves the count itself.
        Interlocked.MemoryBarrierProcessWide();
        sums.Take(this);
    }

    /// <summary>What was counted since the last call of this. One thread at a time.</summary>
    public RetiredCounts TakeNew()
    {
        var drops = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < s_names.Length; i++)
        {
            if (Take(FirstDrop + i) is var count and not 0)
                drops.Add(s_names[i], count);
        }

        return new RetiredCounts(Take(HitsIndex), Take(MatchedIndex), Take(FalseIndex), Take(CapturedIndex), drops);
    }

    /// <summary>The reasons that were counted at least once.</summary>
    public Dictionary<string, long> Drops()
    {
        var drops = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < s_names.Length; i++)
        {
            if (_counts.Sum(FirstDrop + i) is var count and not 0)
                drops.Add(s_names[i], count);
        }

        return drops;
    }

    private long Take(int index)
    {
        var sum = _counts.Sum(index);
        var news = sum - _passedOn[index];
        _passedOn[index] = sum;
        return news;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Count(int thread, int index)
    {
        var mine = _counts.Add(thread, index, 1);
        if (Volatile.Read(ref _retired) is { } sums)
            sums.Take(this);

        return mine;
    }
}
