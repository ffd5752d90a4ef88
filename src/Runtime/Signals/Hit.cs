using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weaver.Frames;

namespace Weaver.Signals;

/// <summary>One moment of one call, as the hooks see it.</summary>
internal ref struct Hit
{
    public const int MethodPoint = -1;

    private long _now;

    /// <param name="frame">The variables.</param>
    /// <param name="moment">Which moment it is.</param>
    /// <param name="thread">Number of the calling thread.</param>
    public Hit(FrameView frame, Moment moment, int thread)
    {
        Thread = thread;
        _now = 0;
        Frame = frame;
        Moment = moment;
        Site = MethodPoint;
    }

    public readonly FrameView Frame;

    public readonly Moment Moment { get; }

    /// <summary>Number of the calling thread, for its counters: looking it up takes as long as counting.</summary>
    public readonly int Thread { get; }

    /// <summary>Index of the line's site, or <see cref="MethodPoint"/>.</summary>
    public int Site { get; init; }

    /// <summary>What escapes from the method; null when it returns or runs on.</summary>
    public object? Exception { get; init; }

    /// <summary>Timestamp at which the call began, or 0 when that was not seen, or no binding needed it.</summary>
    public long StartTimestamp { get; init; }

    /// <summary>What the binding answered at its first look.</summary>
    public Verdict Verdict { get; set; }

    /// <summary>The session that was looked for last, if it is active in the trace of this hit.</summary>
    public TraceSession? Session { get; set; }

    /// <summary>Timestamp of the hit: the clock is read by the first who asks, once for all bindings.</summary>
    // Written through a reference that is read-only to everybody else: hits are locals of the hooks.
    public readonly long Timestamp => _now != 0 ? _now : Unsafe.AsRef(in _now) = Stopwatch.GetTimestamp();

    /// <summary>Milliseconds since the call began; NaN when that was not seen: nothing is longer or shorter.</summary>
    public readonly double DurationMs => StartTimestamp == 0 ? double.NaN : (Timestamp - StartTimestamp) * 1000.0 / Stopwatch.Frequency;
}
