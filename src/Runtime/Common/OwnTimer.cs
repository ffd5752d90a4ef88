using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Weaver.Common;

/// <summary>A timer that calls back on one thread of ours, since the system's timers wait for a thread of the host's pool.</summary>
/// <remarks>Any thread may call. A few timers at a time; callbacks must be short, because all of them share the thread.</remarks>
internal sealed class OwnTimer : ITimer
{
    private static readonly Lock s_lock = new();
    private static readonly List<OwnTimer> s_timers = [];
    private static readonly AutoResetEvent s_changed = new(false);
    private static Thread? s_thread;

    private readonly TimerCallback _callback;
    private readonly object? _state;
    private long _dueAt = long.MaxValue;
    private long _periodMs = Timeout.Infinite;

    public OwnTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _callback = callback;
        _state = state;
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (s_lock)
        {
            _periodMs = Milliseconds(period);
            var due = Milliseconds(dueTime);
            _dueAt = due == Timeout.Infinite ? long.MaxValue : Environment.TickCount64 + due;
            s_timers.Remove(this);
            if (_dueAt != long.MaxValue)
                s_timers.Add(this);
            if (s_thread is null)
            {
                s_thread = new Thread(Run) { IsBackground = true, Name = "Weaver timers" };
                s_thread.UnsafeStart();
            }
        }

        s_changed.Set();
        return true;
    }

    public void Dispose()
    {
        lock (s_lock)
            s_timers.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static long Milliseconds(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? Timeout.Infinite : (long)Math.Ceiling(time.TotalMilliseconds);

    private static void Run()
    {
        var due = new List<OwnTimer>();
        while (true)
        {
            var wait = TakeDue(due);
            foreach (var timer in due)
                timer.Fire();
            if (due.Count == 0)
                s_changed.WaitOne(wait);
            due.Clear();
        }
    }

    // Moves what is due into the list, and says how long the others can wait.
    private static int TakeDue(List<OwnTimer> due)
    {
        lock (s_lock)
        {
            var now = Environment.TickCount64;
            var next = long.MaxValue;
            for (var index = s_timers.Count - 1; index >= 0; index--)
            {
                var timer = s_timers[index];
                if (timer._dueAt <= now)
                {
                    due.Add(timer);
                    if (timer._periodMs > 0)
                    {
                        timer._dueAt = now + timer._periodMs;
                    }
                    else
                    {
                        timer._dueAt = long.MaxValue;
                        s_timers.RemoveAt(index);
                    }
                }

                next = Math.Min(next, timer._dueAt);
            }

            return next == long.MaxValue ? Timeout.Infinite : (int)Math.Clamp(next - now, 0, int.MaxValue);
        }
    }

    private void Fire()
    {
        try
        {
            _callback(_state);
        }
        catch (Exception exception)
        {
            SelfLog.Once("timer", "A timer of Weaver's own failed; the others go on.", exception);
        }
    }
}
