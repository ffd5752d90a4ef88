using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class ThreadCountsTests
{
    [TestMethod]
    public void Add_FromManyThreads_CountsEach()
    {
        var counts = new ThreadCounts(2);
        Parallel.For(0, 16, _ =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counts.Add(0);
                counts.Add(1, 3);
            }
        });

        Assert.AreEqual(160_000, counts.Sum(0));
        Assert.AreEqual(480_000, counts.Sum(1));
    }

    [TestMethod]
    public void Add_FromThreadsThatEnded_StaysCounted()
    {
        var counts = new ThreadCounts(1);
        for (var i = 0; i < 50; i++)
        {
            var thread = new Thread(() => counts.Add(0));
            thread.Start();
            thread.Join();
        }

        Assert.AreEqual(50, counts.Sum(0));
    }

    [TestMethod]
    public void ThreadNumber_OfAnEndedThread_IsGivenToAnother()
    {
        var first = NumberOfANewThread();

        Wait.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return NumberOfANewThread() <= first;
            },
            "the number is free again");
    }

    [TestMethod]
    public void ThreadNumber_OfLivingThreads_IsNotShared()
    {
        var numbers = new int[8];
        using var barrier = new Barrier(numbers.Length);
        var threads = new Thread[numbers.Length];
        for (var i = 0; i < threads.Length; i++)
        {
            var place = i;
            threads[i] = new Thread(() =>
            {
                numbers[place] = ThreadNumber.Current;
                barrier.SignalAndWait();
            });
            threads[i].Start();
        }

        foreach (var thread in threads)
            thread.Join();

        CollectionAssert.AllItemsAreUnique(numbers);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int NumberOfANewThread()
    {
        var number = -1;
        var thread = new Thread(() => number = ThreadNumber.Current);
        thread.Start();
        thread.Join();
        return number;
    }
}
