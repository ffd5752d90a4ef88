using System;
using System.Threading;

namespace Weaver.Common;

/// <summary>A token bucket that starts full: so many a second, and at most <c>capacity</c> at once.</summary>
/// <remarks>
/// Any thread may call; nothing locks. The whole state is one number, the instant at which the bucket is full again, moved
/// forward by one period for each token taken. Timestamps come from the caller, who has read the clock anyway.
/// </remarks>
internal sealed class RateLimiter
{
    // The period of a rate of 0: nothing passes.
    private const long Never = long.MaxValue;

    // Keeps sums of a timestamp and a period far from overflow: about 36 years at a nanosecond a tick.
    private const double LongestPeriod = long.MaxValue / 8.0;

    private readonly long _frequency;
    private double _capacity;
    private readonly Action? _onFirstRefusal;
    private int _hasRefused;
    private double _perSecond;
    private long _period;
    private long _fullAt = long.MinValue;

    /// <param name="perSecond">Tokens a second; 0 lets nothing through, infinity everything. Fractions are fine: 1/300 is one in five minutes.</param>
    /// <param name="capacity">Tokens that a rested bucket holds, at least 1.</param>
    /// <param name="frequency">Timestamp ticks per second.</param>
    /// <param name="onFirstRefusal">Called once in the life of the limiter, by the thread that is the first to get no token.</param>
    public RateLimiter(double perSecond, double capacity, long frequency, Action? onFirstRefusal = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frequency);
        _frequency = frequency;
        _capacity = capacity;
        _onFirstRefusal = onFirstRefusal;
        _period = PeriodOf(perSecond);
        _perSecond = perSecond;
    }

    /// <summary>A limiter that holds one token: hits are at least <c>1 / perSecond</c> apart.</summary>
    public static RateLimiter WithoutBurst(double perSecond, TimeProvider time) => new(perSecond, 1, time.TimestampFrequency);

    public double PerSecond => Volatile.Read(ref _perSecond);

    /// <summary>Takes a token if there is one.</summary>
    /// <param name="timestamp">The present instant, in ticks of the frequency given to the constructor.</param>
    public bool TryAcquire(long timestamp)
    {
        var period = Volatile.Read(ref _period);
        if (period == 0)
            return true;
        if (period == Never)
            return Refuse();

        var slack = (long)Math.Min((Volatile.Read(ref _capacity) - 1) * period, LongestPeriod);
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            // Not "fullAt - slack": that would overflow for a bucket that was never used.
            if (fullAt > timestamp + slack)
                return Refuse();

            var next = Math.Max(fullAt, timestamp) + period;
            if (Interlocked.CompareExchange(ref _fullAt, next, fullAt) == fullAt)
                return true;
        }
    }

    /// <summary>Changes the rate. What the bucket lacks stays lacking, in tokens: a slow past does not delay a faster future.</summary>
    /// <param name="perSecond">As in the constructor.</param>
    /// <param name="timestamp">The present instant.</param>
    /// <param name="capacity">As in the constructor; null leaves it.</param>
    public void SetRate(double perSecond, long timestamp, double? capacity = null)
    {
        if (capacity is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(given, 1);
            Volatile.Write(ref _capacity, given);
        }

        var period = PeriodOf(perSecond);
        var old = Interlocked.Exchange(ref _period, period);
        Volatile.Write(ref _perSecond, perSecond);
        if (old is 0 or Never || period is 0 or Never)
            return;

        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            if (fullAt <= timestamp)
                return;

            var lacking = Math.Min((double)(fullAt - timestamp) / old * period, LongestPeriod);
            if (Interlocked.CompareExchange(ref _fullAt, timestamp + (long)lacking, fullAt) == fullAt)
                return;
        }
    }

    private bool Refuse()
    {
        if (_onFirstRefusal is not null && _hasRefused == 0 && Interlocked.Exchange(ref _hasRefused, 1) == 0)
            _onFirstRefusal();

        return false;
    }

    private long PeriodOf(double perSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perSecond);
        if (double.IsNaN(perSecond))
            throw new ArgumentOutOfRangeException(nameof(perSecond), "A rate must be a number.");

        return perSecond == 0 ? Never : (long)Math.Min(Math.Round(_frequency / perSecond), LongestPeriod);
    }
}
