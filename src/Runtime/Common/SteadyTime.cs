using System;
using System.Threading;

namespace Weaver.Common;

/// <summary>Time for what waits and retries: its wall clock follows the monotonic ticks, so that a clock that is set shortens and lengthens nothing, and its timers need no thread of the host's pool.</summary>
/// <param name="time">The clock beneath. Timers of one that is not the system's are its own.</param>
internal sealed class SteadyTime(TimeProvider time) : TimeProvider
{
    private readonly DateTimeOffset _began = time.GetUtcNow();
    private readonly long _beganAt = time.GetTimestamp();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _began + time.GetElapsedTime(_beganAt);

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time == System ? new OwnTimer(callback, state, dueTime, period) : time.CreateTimer(callback, state, dueTime, period);
}
