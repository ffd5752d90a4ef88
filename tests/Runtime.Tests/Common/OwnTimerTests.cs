using System;
using System.Threading;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class OwnTimerTests
{
    [TestMethod]
    public void Timer_Due_CallsBackOnAThreadThatIsNotThePools()
    {
        using var fired = new ManualResetEventSlim();
        var isPool = true;
        using var timer = new SteadyTime(TimeProvider.System).CreateTimer(_ =>
        {
            isPool = Thread.CurrentThread.IsThreadPoolThread;
            fired.Set();
        }, null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        Assert.IsTrue(fired.Wait(TimeSpan.FromSeconds(20)));
        Assert.IsFalse(isPool);
    }

    [TestMethod]
    public void Timer_Periodic_GoesOnUntilItIsDisposed()
    {
        var count = 0;
        var timer = new OwnTimer(_ => Interlocked.Increment(ref count), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Wait.Until(() => Volatile.Read(ref count) > 3, "the timer fired several times");
        timer.Dispose();
        using var other = new ManualResetEventSlim();
        using var later = new OwnTimer(_ => other.Set(), null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);
        Assert.IsTrue(other.Wait(TimeSpan.FromSeconds(20)));
        var before = Volatile.Read(ref count);
        using var again = new ManualResetEventSlim();
        Assert.IsTrue(later.Change(TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan));
        other.Reset();
        Assert.IsTrue(other.Wait(TimeSpan.FromSeconds(20)), "a timer can be set again");
        Assert.AreEqual(before, Volatile.Read(ref count));
    }

    [TestMethod]
    public void Timer_CallbackThrows_OthersGoOn()
    {
        using var bad = new OwnTimer(static _ => throw new InvalidOperationException(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        using var fired = new ManualResetEventSlim();
        using var good = new OwnTimer(_ => fired.Set(), null, TimeSpan.FromMilliseconds(2), Timeout.InfiniteTimeSpan);
        Assert.IsTrue(fired.Wait(TimeSpan.FromSeconds(20)));
    }

    [TestMethod]
    public void GetUtcNow_WallClockIsSet_FollowsTheTicks()
    {
        var time = new FakeTimeProvider();
        var clock = new SettableClock(time);
        var steady = new SteadyTime(clock);
        var before = steady.GetUtcNow();
        clock.Offset = TimeSpan.FromHours(-5);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual(TimeSpan.FromSeconds(1), steady.GetUtcNow() - before);
    }
}
