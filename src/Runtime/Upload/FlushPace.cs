using System;

namespace Weaver.Upload;

/// <summary>The time between two flushes: shorter while the queues fill up, longer while they stay empty.</summary>
/// <param name="fixedInterval">Null adapts, beginning with <see cref="First"/>.</param>
internal sealed class FlushPace(TimeSpan? fixedInterval)
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(1000);
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(2000);

    private const double Scarce = 0.25;
    private const double Plenty = 0.75;

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);

    public TimeSpan Interval { get; private set; } = fixedInterval ?? First;

    /// <summary>The time until the next flush, from the share of the fullest queue that is free now.</summary>
    public TimeSpan Next(double freeShare)
    {
        if (fixedInterval is not null)
            return Interval;

        if (freeShare <= Scarce)
            Interval = Interval - s_step > Shortest ? Interval - s_step : Shortest;
        else if (freeShare >= Plenty)
            Interval = Interval + s_step < Longest ? Interval + s_step : Longest;

        return Interval;
    }
}
