using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class FlushPaceTests
{
    [TestMethod]
    [DataRow(0.0, "800 600 400 200 100 100")]
    [DataRow(0.25, "800 600 400 200 100 100")]
    [DataRow(0.26, "1000 1000 1000 1000 1000 1000")]
    [DataRow(0.74, "1000 1000 1000 1000 1000 1000")]
    [DataRow(0.75, "1200 1400 1600 1800 2000 2000")]
    [DataRow(1.0, "1200 1400 1600 1800 2000 2000")]
    public void Next_ShareOfTheQueueIsFree_StepsWithinTheBounds(double free, string expected)
    {
        var pace = new FlushPace(null);
        Assert.AreEqual(1000, pace.Interval.TotalMilliseconds);
        Assert.AreEqual(expected, string.Join(' ', Enumerable.Range(0, 6).Select(_ => pace.Next(free).TotalMilliseconds)));
    }

    [TestMethod]
    public void Next_AfterTheShortest_StepsUpFromThere()
    {
        var pace = new FlushPace(null);
        for (var i = 0; i < 9; i++)
            pace.Next(0);
        Assert.AreEqual(300, pace.Next(1).TotalMilliseconds);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    public void Next_IntervalSet_StaysFixed(double free)
    {
        var pace = new FlushPace(TimeSpan.FromMilliseconds(50));
        Assert.AreEqual(50, pace.Next(free).TotalMilliseconds);
        Assert.AreEqual(50, pace.Interval.TotalMilliseconds);
    }
}
