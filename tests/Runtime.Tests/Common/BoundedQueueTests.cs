using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class BoundedQueueTests
{
    [TestMethod]
    public void TryAdd_CountReached_RefusesTheNewest()
    {
        var queue = new BoundedQueue<int>(3, 1000);
        for (var i = 0; i < 5; i++)
            Assert.AreEqual(i < 3, queue.TryAdd(i, 1, out _));
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, Drain(queue));
        Assert.AreEqual((3L, 2L, 3L), (queue.Added, queue.Refused, queue.Taken));
    }

    [TestMethod]
    public void TryAdd_AfterItemsWereGivenBack_HandsThemOutAgain()
    {
        var queue = new BoundedQueue<string>(2, 1000);
        var discarded = "";
        queue.GiveBack(["worn", "good", "better", "surplus"], item => item != "worn", item => discarded += item + " ");

        Assert.IsTrue(queue.TryAdd("first", 1, out _, out var spare));
        Assert.IsTrue(queue.TryAdd("second", 1, out _));
        Assert.IsFalse(queue.TryAdd("third", 1, out _, out var none), "It is full.");
        queue.TryTake(out _);
        Assert.IsTrue(queue.TryAdd("fourth", 1, out _, out var other));

        Assert.AreEqual("worn surplus ", discarded, "No more are kept than the queue can hold.");
        Assert.AreEqual("better good", spare + " " + other);
        Assert.IsNull(none);
    }

    [TestMethod]
    public void TakeWhile_ItemIsNotAccepted_LeavesItInTheQueue()
    {
        var queue = new BoundedQueue<int>(5, 1000);
        for (var i = 0; i < 5; i++)
            queue.TryAdd(i, 1, out _);

        Assert.AreEqual(2, queue.TakeWhile(2, _ => true));
        Assert.AreEqual(1, queue.TakeWhile(5, item => item < 3));
        CollectionAssert.AreEqual(new[] { 3, 4 }, Drain(queue));
    }

    [TestMethod]
    public void TryAdd_BytesReached_RefusesUntilThereIsRoom()
    {
        var queue = new BoundedQueue<string>(100, 10);
        Assert.IsTrue(queue.TryAdd("six", 6, out _));
        Assert.IsFalse(queue.TryAdd("five", 5, out _));
        Assert.IsTrue(queue.TryAdd("four", 4, out var count));
        Assert.AreEqual(2, count);
        Assert.AreEqual(10, queue.Bytes);
        Assert.IsTrue(queue.TryTake(out var first));
        Assert.AreEqual("six", first);
        Assert.IsTrue(queue.TryAdd("five", 5, out _));
        Assert.AreEqual(9, queue.Bytes);
    }

    [TestMethod]
    public void TryTake_AcrossTheEndOfTheRing_KeepsTheOrder()
    {
        var queue = new BoundedQueue<int>(4, 1000);
        for (var i = 0; i < 50; i++)
        {
            Assert.IsTrue(queue.TryAdd(2 * i, 1, out _));
            Assert.IsTrue(queue.TryAdd((2 * i) + 1, 1, out _));
            Assert.IsTrue(queue.TryPeek(out var peeked));
            Assert.AreEqual(2 * i, peeked);
            CollectionAssert.AreEqual(new[] { 2 * i, (2 * i) + 1 }, Drain(queue));
        }

        Assert.IsFalse(queue.TryPeek(out _));
        Assert.AreEqual(0, queue.Bytes);
    }

    [TestMethod]
    public void TryAdd_ManyWritersAndOneReader_LosesNothingUncounted()
    {
        const int Writers = 4;
        const int Each = 20_000;
        var queue = new BoundedQueue<int>(64, 1_000_000);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                queue.TryAdd((writer * Each) + i, 3, out _);
        })));

        var last = Enumerable.Repeat(-1, Writers).ToArray();
        var taken = 0L;
        while (!writing.IsCompleted || queue.Count > 0)
        {
            if (!queue.TryTake(out var item))
                continue;
            taken++;
            Assert.IsGreaterThan(last[item / Each], item % Each, "items of one writer keep their order");
            last[item / Each] = item % Each;
        }

        Assert.AreEqual(Writers * Each, queue.Added + queue.Refused);
        Assert.AreEqual(taken, queue.Added);
        Assert.AreEqual(taken, queue.Taken);
        Assert.AreEqual(0, queue.Bytes);
    }

    private static int[] Drain(BoundedQueue<int> queue)
    {
        var items = new System.Collections.Generic.List<int>();
        while (queue.TryTake(out var item))
            items.Add(item);
        return [.. items];
    }
}
