using System;
using System.Threading;

namespace Weaver.Runtime.Tests.Woven;

/// <summary>A clock that goes on by the same step whenever it is read, and by nothing else.</summary>
internal sealed class SteppingTime(TimeSpan step) : TimeProvider
{
    private long _ticks;

    /// <summary>Called at each reading.</summary>
    public Action? Read { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        Read?.Invoke();
        return Interlocked.Add(ref _ticks, step.Ticks);
    }
}
