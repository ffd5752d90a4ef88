using System;

namespace Weaver.Common;

/// <summary>Wall time for what is shown, monotonic ticks for what is measured. Tests give it a fake provider.</summary>
internal sealed class Clock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);

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

    public TimeSpan Since(long timestamp) => Time.GetElapsedTime(timestamp);

    /// <summary>Milliseconds from one timestamp to a later one, with fractions.</summary>
    public double Milliseconds(long from, long to) => (to - from) * 1000.0 / Frequency;
}
