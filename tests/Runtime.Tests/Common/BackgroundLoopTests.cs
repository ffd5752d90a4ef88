using System;
using System.Diagnostics;
using System.Threading;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class BackgroundLoopTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_ample = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly Counters _counters = new();
    private int _turns;

    [TestMethod]
    public void Start_IntervalPasses_RunsATurn()
    {
        using var loop = Loop(_ => Interlocked.Increment(ref _turns));
        loop.Start();
        Assert.AreEqual(0, Volatile.Read(ref _turns));
        _time.Advance(s_interval);
        Wait.Until(() => Volatile.Read(ref _turns) == 1, "the first turn ran");
        _time.Advance(s_interval);
        Wait.Until(() => Volatile.Read(ref _turns) == 2, "the second turn ran");
    }

    [TestMethod]
    public void Start_RealTime_RunsTurnsWithoutTheThreadPool()
    {
        using var loop = new BackgroundLoop("test", TimeSpan.FromMilliseconds(5), _ =>
        {
            Assert.IsFalse(Thread.CurrentThread.IsThreadPoolThread);
            Interlocked.Increment(ref _turns);
        }, TimeProvider.System, _counters);
        loop.Start();
        Wait.Until(() => Volatile.Read(ref _turns) >= 3, "three turns ran");
        Assert.AreEqual(0, _counters.Read("background.failed{loop:test}"));
    }

    [TestMethod]
    public void Start_ActivityIsCurrent_DoesNotReachTheThread()
    {
        using var activity = new Activity("request").Start();
        Activity? seen = activity;
        using var loop = Loop(_ => seen = Activity.Current);
        loop.Start();
        Assert.IsTrue(loop.Flush(s_ample));
        Assert.IsNull(seen);
    }

    [TestMethod]
    public void Flush_TurnUnderWay_WaitsForAWholeTurnAfterTheCall()
    {
        using var gate = new SemaphoreSlim(0);
        using var loop = Loop(_ =>
        {
            Interlocked.Increment(ref _turns);
            gate.Wait();
        });
        loop.Start();
        loop.Wake();
        Wait.Until(() => Volatile.Read(ref _turns) == 1, "a turn is under way");
        var flushed = false;
        var thread = new Thread(() => flushed = loop.Flush(s_ample));
        thread.Start();
        gate.Release();
        Wait.Until(() => Volatile.Read(ref _turns) == 2, "the flush began a turn of its own");
        Assert.IsFalse(flushed);
        gate.Release(10);
        thread.Join();
        Assert.IsTrue(flushed);
    }

    [TestMethod]
    public void Flush_TurnHangs_GivesUpAtTheDeadline()
    {
        using var gate = new ManualResetEventSlim();
        using var loop = Loop(_ => gate.Wait());
        loop.Start();
        Assert.IsFalse(loop.Flush(TimeSpan.FromMilliseconds(20)));
        gate.Set();
    }

    [TestMethod]
    public void Work_Throws_IsCountedAndTheLoopGoesOn()
    {
        using var loop = Loop(_ =>
        {
            if (Interlocked.Increment(ref _turns) == 1)
                throw new InvalidOperationException();
        });
        loop.Start();
        Assert.IsTrue(loop.Flush(s_ample));
        Assert.IsTrue(loop.Flush(s_ample));
        Assert.AreEqual(2, _turns);
        Assert.AreEqual(1, _counters.Read("background.failed{loop:test}"));
    }

    [TestMethod]
    public void Stop_Started_RunsOneLastTurnAndNoMore()
    {
        var last = 0;
        using var loop = Loop(turn => last += turn.IsLast ? 1 : 0);
        loop.Start();
        Assert.IsTrue(loop.Stop(s_ample));
        Assert.IsTrue(loop.Stop(s_ample));
        loop.Wake();
        loop.Start();
        _time.Advance(s_interval);
        Assert.IsFalse(loop.Flush(TimeSpan.FromMilliseconds(1)));
        Assert.AreEqual(1, last);
    }

    [TestMethod]
    public void Stop_WorkHeedsTheDeadline_EndsWithIt()
    {
        using var loop = Loop(turn => turn.Deadline.WaitHandle.WaitOne());
        loop.Start();
        loop.Wake();
        var ended = false;
        var thread = new Thread(() => ended = loop.Stop(s_ample));
        thread.Start();
        Wait.Until(() =>
        {
            _time.Advance(s_ample);
            return thread.Join(1);
        }, "the stop ended");
        Assert.IsTrue(ended);
    }

    [TestMethod]
    public void Stop_WorkHangs_AnswersFalseSoonAfterTheDeadline()
    {
        using var gate = new ManualResetEventSlim();
        using var loop = Loop(_ => gate.Wait());
        loop.Start();
        loop.Wake();
        Assert.IsFalse(loop.Stop(TimeSpan.FromMilliseconds(10)));
        gate.Set();
        Assert.IsTrue(loop.Stop(s_ample));
    }

    [TestMethod]
    public void Stop_CalledAgainWithLessPatience_TheDeadlineOfTheFirstStillComes()
    {
        using var isLast = new ManualResetEventSlim();
        using var loop = Loop(turn =>
        {
            isLast.Set();
            turn.Deadline.WaitHandle.WaitOne();
        });
        loop.Start();
        var ended = false;
        var thread = new Thread(() => ended = loop.Stop(s_ample));
        thread.Start();
        Assert.IsTrue(isLast.Wait(s_ample));
        Assert.IsFalse(loop.Stop(TimeSpan.Zero));
        Wait.Until(() =>
        {
            _time.Advance(s_ample);
            return thread.Join(1);
        }, "the first stop ended");
        Assert.IsTrue(ended);
    }

    [TestMethod]
    public void Stop_NeverStarted_RunsNothing()
    {
        using var loop = Loop(_ => Interlocked.Increment(ref _turns));
        Assert.IsTrue(loop.Stop(s_ample));
        Assert.AreEqual(0, _turns);
    }

    private BackgroundLoop Loop(Action<LoopTurn> work) => new("test", s_interval, work, _time, _counters);
}
