using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Common;

/// <summary>The described conformance cases of kind memoryPressure, and the readings of a real process.</summary>
[TestClass]
public sealed class MemoryPressureTests
{
    // rate-memory-consecutive
    [TestMethod]
    public void IsHigh_WithTwoLooksNeeded_ChangesAtTheSecondOne()
    {
        var options = new MemoryPressureOptions { Threshold = 0.8, MaxGen2PerSecond = 1000, ConsecutiveHighToEnter = 2, ConsecutiveLowToExit = 2 };

        CollectionAssert.AreEqual(new[] { false, true, true, false }, Answers(options, [0.9, 0.91, 0.1, 0.1], [null]));
    }

    // rate-memory-both-trigger
    [TestMethod]
    public void IsHigh_MuchMemoryAndManyCollections_IsTrue()
    {
        var options = new MemoryPressureOptions { Threshold = 0.8, MaxGen2PerSecond = 2 };

        CollectionAssert.AreEqual(new[] { false, true }, Answers(options, [0.1, 0.9], [0, 5]));
    }

    [TestMethod]
    public void IsHigh_ManyCollectionsAlone_IsTrue() =>
        CollectionAssert.AreEqual(new[] { false, true, false }, Answers(new MemoryPressureOptions(), [0.1, 0.1, 0.1], [0, 5, 5]));

    // rate-memory-no-signals
    [TestMethod]
    public void Refresh_NothingCanBeRead_LooksNoMore()
    {
        var time = new FakeTimeProvider();
        var looks = 0;
        var pressure = new MemoryPressure(new MemoryPressureOptions(), time, () => { looks++; return null; }, static () => null);

        pressure.Refresh();
        time.Advance(TimeSpan.FromSeconds(1));
        pressure.Refresh();

        Assert.IsFalse(pressure.IsHigh);
        Assert.IsTrue(pressure.IsBlind);
        Assert.AreEqual(1, looks);
    }

    // rate-memory-stale
    [TestMethod]
    public void Refresh_MoreThanOnceASecond_LooksOnceASecond()
    {
        var time = new FakeTimeProvider();
        var looks = 0;
        var pressure = new MemoryPressure(new MemoryPressureOptions(), time, () => { looks++; return 0.1; }, static () => 0);

        for (var i = 0; i < 3; i++)
        {
            pressure.Refresh();
            time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.AreEqual(2, looks);
    }

    [TestMethod]
    public void OfProcess_HasReadings()
    {
        var pressure = MemoryPressure.OfProcess(new FakeTimeProvider());

        pressure.Refresh();

        Assert.IsFalse(pressure.IsBlind);
    }

    private static bool[] Answers(MemoryPressureOptions options, double?[] ratios, int?[] gen2)
    {
        var time = new FakeTimeProvider();
        var (ratio, count) = (new Queue<double?>(ratios), new Queue<int?>(gen2));
        var pressure = new MemoryPressure(options, time, ratio.Dequeue, () => count.Count > 1 ? count.Dequeue() : count.Peek());
        return [.. ratios.Select(_ =>
        {
            pressure.Refresh();
            time.Advance(TimeSpan.FromSeconds(1));
            return pressure.IsHigh;
        })];
    }
}
