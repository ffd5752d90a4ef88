using System;
using System.Threading;
using Weaver.Common;

namespace Weaver.RemoteConfig;

/// <summary>One thread that asks a server: at its interval while all is well, more and more seldom and at random times while it is not.</summary>
/// <remarks>
/// All times are differences of monotonic ticks, so that a wall clock that jumps changes nothing. There is one request at a
/// time, the first as soon as the thread runs.
/// </remarks>
internal sealed class Poller : IDisposable
{
    // Timers may come this much before their time.
    private static readonly TimeSpan s_early = TimeSpan.FromMilliseconds(15);

    private readonly TimeSpan _interval;
    private readonly TimeSpan _longest;
    private readonly Func<CancellationToken, bool> _poll;
    private readonly TimeProvider _time;
    private readonly BackgroundLoop _loop;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private long _begunAt;
    private TimeSpan _delay = TimeSpan.Zero;
    private int _failures;

    /// <param name="name">Of the thread.</param>
    /// <param name="interval">From the beginning of one request to that of the next.</param>
    /// <param name="longest">The longest pause after failures.</param>
    /// <param name="poll">Does it; false for a failure.</param>
    /// <param name="time">The clock.</param>
    /// <param name="counters">Gets what throws.</param>
    public Poller(string name, TimeSpan interval, TimeSpan longest, Func<CancellationToken, bool> poll, TimeProvider time, Counters counters)
    {
        _interval = interval;
        _longest = longest;
        _poll = poll;
        _time = time;
        _loop = new BackgroundLoop(name, interval, Turn, time, counters);

        // Only wakes the loop, which also looks by itself: a starved thread pool makes a pause a little longer, no more.
        _timer = time.CreateTimer(_ => _loop.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start()
    {
        _loop.Start();
        _loop.Wake();
    }

    /// <summary>Cancels the request under way. False when its end, or that of what follows from it, had not come by the deadline.</summary>
    public bool Stop(TimeSpan deadline)
    {
        _stop.Cancel();
        var ended = _loop.Stop(deadline);
        _timer.Dispose();
        return ended;
    }

    public void Dispose() => Stop(TimeSpan.Zero);

    /// <summary>The pause from the beginning of one request to that of the next.</summary>
    /// <param name="failures">How many in a row there were.</param>
    /// <param name="random">From 0 to 1: where in the second half of the pause it ends.</param>
    public TimeSpan PauseAfter(int failures, double random)
    {
        if (failures == 0)
            return _interval;

        var whole = Math.Min(_interval.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 30)), Math.Max(_interval.TotalMilliseconds, _longest.TotalMilliseconds));
        return TimeSpan.FromMilliseconds(whole * (0.5 + (0.5 * random)));
    }

    private void Turn(LoopTurn turn)
    {
        if (turn.IsLast || _stop.IsCancellationRequested || _time.GetElapsedTime(_begunAt) + s_early < _delay)
            return;

        _begunAt = _time.GetTimestamp();
        var succeeded = false;
        try
        {
            succeeded = _poll(_stop.Token);
        }
        finally
        {
            _failures = succeeded ? 0 : _failures + 1;
            _delay = PauseAfter(_failures, Random.Shared.NextDouble());
            var left = _delay - _time.GetElapsedTime(_begunAt);
            if (left <= TimeSpan.Zero)
                _loop.Wake();
            else if (!_stop.IsCancellationRequested)
                _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }
}
