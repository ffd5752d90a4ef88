using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class RateLimiterTests
{
    private const long Second = 1_000_000_000;

    [TestMethod]
    public void TryAcquire_WithoutBurst_PassesOnceAPeriodExactly()
    {
        var limiter = new RateLimiter(1, 1, Second);
        Assert.IsTrue(limiter.TryAcquire(0));
        Assert.IsFalse(limiter.TryAcquire(1));
        Assert.IsFalse(limiter.TryAcquire(Second - 1));
        Assert.IsTrue(limiter.TryAcquire(Second));
        Assert.IsFalse(limiter.TryAcquire((2 * Second) - 1));
        Assert.IsTrue(limiter.TryAcquire(10 * Second));
        Assert.IsFalse(limiter.TryAcquire((11 * Second) - 1), "a rest saves up no more than one token");
    }

    [TestMethod]
    public void TryAcquire_WithCapacity_PassesABurstAndThenTheRate()
    {
        var limiter = new RateLimiter(100, 10, Second);
        Assert.AreEqual(10, Pass(limiter, calls: 50, at: 5 * Second));
        Assert.AreEqual(0, Pass(limiter, 50, (5 * Second) + (Second / 100) - 1));
        Assert.AreEqual(1, Pass(limiter, 50, (5 * Second) + (Second / 100)));
        Assert.AreEqual(5, Pass(limiter, 50, (5 * Second) + (6 * Second / 100)));
        Assert.AreEqual(10, Pass(limiter, 50, 60 * Second));
    }

    [TestMethod]
    public void TryAcquire_RateZero_PassesNothingAndInfinityEverything()
    {
        Assert.AreEqual(0, Pass(new RateLimiter(0, 1, Second), 100, 5));
        Assert.AreEqual(100, Pass(new RateLimiter(double.PositiveInfinity, 1, Second), 100, 5));
    }

    [TestMethod]
    public void TryAcquire_OneInFiveMinutes_WaitsFiveMinutes()
    {
        var limiter = new RateLimiter(1 / 300.0, 1, Second);
        Assert.IsTrue(limiter.TryAcquire(7));
        Assert.IsFalse(limiter.TryAcquire(299 * Second));
        Assert.IsTrue(limiter.TryAcquire((300 * Second) + 8));
    }

    [TestMethod]
    public void SetRate_Faster_ForgetsTheSlowPast()
    {
        var limiter = new RateLimiter(1 / 300.0, 1, Second);
        Assert.IsTrue(limiter.TryAcquire(0));
        limiter.SetRate(10, 0);
        Assert.IsFalse(limiter.TryAcquire((Second / 10) - 1));
        Assert.IsTrue(limiter.TryAcquire((Second / 10) + 1));
        Assert.AreEqual(10, limiter.PerSecond);
    }

    [TestMethod]
    public void SetRate_ToZeroAndBack_StopsAndResumes()
    {
        var limiter = new RateLimiter(10, 1, Second);
        Assert.IsTrue(limiter.TryAcquire(0));
        limiter.SetRate(0, 0);
        Assert.AreEqual(0, Pass(limiter, 10, 100 * Second));
        limiter.SetRate(10, 100 * Second);
        Assert.AreEqual(1, Pass(limiter, 10, 100 * Second));
    }

    [TestMethod]
    public void TryAcquire_ManyThreadsAtOneInstant_PassesTheCapacityExactly()
    {
        var limiter = new RateLimiter(100, 37, Second);
        var passed = 0;
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 1000; i++)
            {
                if (limiter.TryAcquire(42))
                    Interlocked.Increment(ref passed);
            }
        });
        Assert.AreEqual(37, passed);
    }

    [TestMethod]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    public void Constructor_SenselessRate_Throws(double rate) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new RateLimiter(rate, 1, Second));

    private static int Pass(RateLimiter limiter, int calls, long at) => Enumerable.Range(0, calls).Count(_ => limiter.TryAcquire(at));
}
