using System;
using System.Threading;

namespace Weaver.Tests.Support;

/// <summary>A time whose wall clock can be set while its ticks and timers go on as before.</summary>
public sealed class SettableClock(TimeProvider time) : TimeProvider
{
    /// <summary>By how much the wall clock is wrong.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
