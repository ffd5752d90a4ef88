using System;
using System.Threading;

namespace Weaver.Common;

/// <summary>When memory counts as short.</summary>
internal sealed record MemoryPressureOptions
{
    /// <summary>Share of the memory of the machine or container that is in use. Default 0.85.</summary>
    public double Threshold { get; init; } = 0.85;

    /// <summary>Collections of generation 2 a second. Default 2.</summary>
    public double MaxGen2PerSecond { get; init; } = 2;

    /// <summary>Looks in a row that must find it short before it counts as short. Default 1.</summary>
    public int ConsecutiveHighToEnter { get; init; } = 1;

    /// <summary>Looks in a row that must find enough before it counts as enough again. Default 1.</summary>
    public int ConsecutiveLowToExit { get; init; } = 1;
}

/// <summary>Says whether the process is short of memory, for the figures of our own health.</summary>
/// <remarks>Any thread may call. It looks when it is asked to and at most once a second; nothing runs while nobody asks.</remarks>
/// <param name="options">When memory counts as short.</param>
/// <param name="time">The clock.</param>
/// <param name="readRatio">Share of memory in use; null when it cannot be told.</param>
/// <param name="readGen2Count">Collections of generation 2 so far; null when they cannot be told.</param>
internal sealed class MemoryPressure(MemoryPressureOptions options, TimeProvider time, Func<double?> readRatio, Func<int?> readGen2Count)
{
    private readonly Lock _lock = new();
    private long _nextLook = long.MinValue;
    private long _lastLook;
    private int? _lastGen2;
    private bool _hasLooked;
    private int _inARow;

    /// <summary>What the last look found.</summary>
    public bool IsHigh { get; private set; }

    /// <summary>True once a look has found nothing that could be read; then there are no more.</summary>
    public bool IsBlind { get; private set; }

    /// <summary>Of this process.</summary>
    public static MemoryPressure OfProcess(TimeProvider time) => new(new MemoryPressureOptions(), time, Ratio, static () => GC.CollectionCount(2));

    /// <summary>Looks, unless the last look was less than a second ago. Does not wait for another thread that looks.</summary>
    public void Refresh()
    {
        if (IsBlind)
            return;

        var now = time.GetTimestamp();
        if (now < Volatile.Read(ref _nextLook) || !_lock.TryEnter())
            return;

        try
        {
            Look(_hasLooked ? time.GetElapsedTime(_lastLook, now) : TimeSpan.Zero);
            _lastLook = now;
            _hasLooked = true;
            Volatile.Write(ref _nextLook, now + time.TimestampFrequency);
        }
        finally
        {
            _lock.Exit();
        }
    }

    private static double? Ratio()
    {
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        return memory.TotalAvailableMemoryBytes > 0 ? (double)memory.MemoryLoadBytes / memory.TotalAvailableMemoryBytes : null;
    }

    private void Look(TimeSpan elapsed)
    {
        var ratio = readRatio();
        var gen2 = readGen2Count();
        IsBlind = ratio is null && gen2 is null;
        var isShort = ratio > options.Threshold || CollectsTooOften(gen2, elapsed);
        _lastGen2 = gen2;

        _inARow = isShort == IsHigh ? 0 : _inARow + 1;
        if (_inARow >= (isShort ? options.ConsecutiveHighToEnter : options.ConsecutiveLowToExit))
        {
            if (isShort != IsHigh)
                IsHigh = isShort;
            _inARow = 0;
        }
    }

    private bool CollectsTooOften(int? gen2, TimeSpan elapsed) =>
        gen2 - _lastGen2 is { } collections && elapsed > TimeSpan.Zero && collections / elapsed.TotalSeconds > options.MaxGen2PerSecond;
}
