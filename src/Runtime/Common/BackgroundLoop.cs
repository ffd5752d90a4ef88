using System;
using System.Threading;

namespace Weaver.Common;

/// <summary>One turn of a <see cref="BackgroundLoop"/>.</summary>
/// <param name="IsLast">True for the turn that the stop asked for: nothing comes after it.</param>
/// <param name="Deadline">Cancelled when the time given to the stop is over; long work must heed it.</param>
internal readonly record struct LoopTurn(bool IsLast, CancellationToken Deadline);

/// <summary>One named background thread that does its work every interval, and at once when it is woken.</summary>
/// <remarks>
/// Any thread may call. The thread is our own, so that a starved thread pool of the host delays nothing of ours, and it
/// carries no execution context, so that it holds no activity or async-local of whoever started it. A turn that throws is
/// counted under <c>background.failed{loop:name}</c> and the loop goes on.
/// </remarks>
internal sealed class BackgroundLoop : IDisposable
{
    // What a turn gets beyond the deadline to notice its cancellation.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(250);

    private readonly string _name;
    private readonly Action<LoopTurn> _work;
    private readonly TimeProvider _time;
    private readonly Counter _failed;
    private readonly AutoResetEvent _signal = new(false);
    private readonly CancellationTokenSource _deadline = new();
    private readonly Lock _lock = new();
    private readonly object _turns = new();
    private long _interval;
    private Thread? _thread;
    private ITimer? _timer;
    private ITimer? _deadlineTimer;
    private int _wakePending;
    private long _turnsBegun;
    private long _turnsDone;
    private bool _ended;
    private volatile bool _stopping;

    public BackgroundLoop(string name, TimeSpan interval, Action<LoopTurn> work, TimeProvider time, Counters counters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _name = name;
        _interval = interval.Ticks;
        _work = work;
        _time = time;
        _failed = counters.Get($"background.failed{{loop:{name}}}");
    }

    /// <summary>The time between two turns. A change holds from the end of the turn on that makes it.</summary>
    public TimeSpan Interval
    {
        get => new(Volatile.Read(ref _interval));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            if (Interlocked.Exchange(ref _interval, value.Ticks) != value.Ticks)
                _timer?.Change(value, value);
        }
    }

    /// <summary>Starts the thread; a second call does nothing, and a loop that was stopped stays stopped.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_thread is not null || _stopping)
                return;

            // The system's timers call back on the thread pool; there we let the wait itself time out instead.
            if (_time != TimeProvider.System)
                _timer = _time.CreateTimer(static state => ((BackgroundLoop)state!).Wake(), this, Interval, Interval);
            _thread = new Thread(Run) { IsBackground = true, Name = _name };
            _thread.UnsafeStart();
        }
    }

    /// <summary>Asks for a turn now. Cheap when one is asked for already.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _wakePending, 1) == 0)
            _signal.Set();
    }

    /// <summary>Runs a whole turn that begins after this call, and waits for its end. False when the time is over first.</summary>
    public bool Flush(TimeSpan deadline)
    {
        lock (_turns)
        {
            // A turn that is under way may have passed by what the caller wants flushed.
            var wanted = _turnsBegun + 1;
            Wake();
            var started = TimeProvider.System.GetTimestamp();
            while (_turnsDone < wanted)
            {
                var left = deadline - TimeProvider.System.GetElapsedTime(started);
                if (_ended || _thread is null || left <= TimeSpan.Zero || !Monitor.Wait(_turns, left))
                    return _turnsDone >= wanted;
            }

            return true;
        }
    }

    /// <summary>Runs one last turn and ends the thread. False when it had not ended soon after the deadline.</summary>
    /// <param name="deadline">After it the turn's token is cancelled.</param>
    /// <param name="grace">What the turn gets beyond the deadline to notice that; null for a quarter of a second.</param>
    /// <remarks>A loop that was never started runs nothing. Later calls wait for the first.</remarks>
    public bool Stop(TimeSpan deadline, TimeSpan? grace = null)
    {
        Thread? thread;
        lock (_lock)
        {
            thread = _thread;
            if (!_stopping)
            {
                _stopping = true;
                _timer?.Dispose();
                // The system's own timers would need a thread of the host's pool.
                if (thread is not null)
                    _deadlineTimer = new SteadyTime(_time).CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), _deadline, deadline, Timeout.InfiniteTimeSpan);
            }
        }

        _signal.Set();
        // The timer belongs to the last turn, which a call with less patience must not take it from.
        return thread is null || thread == Thread.CurrentThread || thread.Join(deadline + (grace ?? s_grace));
    }

    /// <summary>Stops without waiting. The handles are left to the collector, because a late <see cref="Wake"/> may still use them.</summary>
    public void Dispose() => Stop(TimeSpan.Zero);

    private void Run()
    {
        var isSystem = _time == TimeProvider.System;
        while (!_stopping)
        {
            _signal.WaitOne(isSystem ? Interval : Timeout.InfiniteTimeSpan);
            Volatile.Write(ref _wakePending, 0);
            if (!_stopping)
                Turn(isLast: false);
        }

        Turn(isLast: true);
        lock (_lock)
            _deadlineTimer?.Dispose();
        lock (_turns)
        {
            _ended = true;
            Monitor.PulseAll(_turns);
        }
    }

    private void Turn(bool isLast)
    {
        lock (_turns)
            _turnsBegun++;
        try
        {
            _work(new LoopTurn(isLast, _deadline.Token));
        }
        catch (Exception exception)
        {
            _failed.Increment();
            SelfLog.Once(_failed.Name, $"A turn of the background loop '{_name}' failed; the loop goes on.", exception);
        }

        lock (_turns)
        {
            _turnsDone++;
            Monitor.PulseAll(_turns);
        }
    }
}
