using System;
using System.Threading;

namespace Weaver.Common;

/// <summary>Wall time for what is shown, monotonic ticks for what is measured. Tests give it a fake provider.</summary>
internal sealed class Clock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);
    private readonly double _millisecondsPerTick = 1000.0 / time.TimestampFrequency;

    // Milliseconds by which the wall clock is ahead of the ticks, and when that was last looked at.
    private long _ahead;
    private long _comparedAt = long.MinValue / 2;

    public static Clock System { get; } = new(TimeProvider.System);

    public TimeProvider Time { get; } = time;

    /// <summary>Monotonic ticks per second.</summary>
    public long Frequency { get; } = time.TimestampFrequency;

    /// <summary>Monotonic ticks; only differences mean anything.</summary>
    public long Timestamp => Time.GetTimestamp();

    /// <summary>The instant of a reading of <see cref="System.Diagnostics.Stopwatch"/>, in this clock's ticks: the reading itself unless time is fake.</summary>
    public long At(long stopwatch) => _isSystem ? stopwatch : Time.GetTimestamp();

    public DateTimeOffset UtcNow => Time.GetUtcNow();

    public long UnixMilliseconds => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Wall time of a reading of <see cref="System.Diagnostics.Stopwatch"/> of just now. The wall clock itself is looked at once a second.</summary>
    public long UnixMillisecondsAt(long stopwatch)
    {
        if (!_isSystem)
            return UnixMilliseconds;

        // Two threads may do this at once; both come to the same.
        if ((ulong)(stopwatch - Volatile.Read(ref _comparedAt)) > (ulong)Frequency)
        {
            Volatile.Write(ref _ahead, UnixMilliseconds - (long)(Time.GetTimestamp() * _millisecondsPerTick));
            Volatile.Write(ref _comparedAt, stopwatch);
        }

        return Volatile.Read(ref _ahead) + (long)(stopwatch * _millisecondsPerTick);
    }

    public TimeSpan Since(long timestamp) => Time.GetElapsedTime(timestamp);

    /// <summary>Milliseconds from one timestamp to a later one, with fractions.</summary>
    public double Milliseconds(long from, long to) => (to - from) * 1000.0 / Frequency;
}
