using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Runtime.Tests.Capture;
using Weaver.Runtime.Tests.Expressions;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class QueueItemsTests
{
    private sealed class OwnQueue : ConcurrentQueue<string>;

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(3, 0)]
    [DataRow(32, 31)]
    [DataRow(500, 0)]
    [DataRow(500, 40)]
    public void Walk_AfterSomeWereTaken_GivesTheRestInOrder(int added, int taken)
    {
        var numbers = new ConcurrentQueue<int>();
        var texts = new OwnQueue();
        var pairs = new ConcurrentQueue<KeyValuePair<string, int>?>();
        for (var i = 0; i < added; i++)
        {
            numbers.Enqueue(i);
            texts.Enqueue("t" + i);
            pairs.Enqueue(i % 2 == 0 ? null : new("k", i));
        }

        for (var i = 0; i < taken; i++)
        {
            numbers.TryDequeue(out _);
            texts.TryDequeue(out _);
            pairs.TryDequeue(out _);
        }

        AssertSame(numbers);
        AssertSame(texts);
        AssertSame(pairs);
    }

    [TestMethod]
    public void Walk_RoundTheEndOfASegment_GivesAll()
    {
        var queue = new ConcurrentQueue<string>();
        for (var i = 0; i < 100; i++)
        {
            queue.Enqueue("t" + i);
            if (i >= 20)
                queue.TryDequeue(out _);
        }

        AssertSame(queue);
    }

    [TestMethod]
    public void Walk_OtherCollections_IsTheirOwn() => CollectionAssert.AreEqual(new[] { 2, 1 }, Walk(new ConcurrentStack<int>([1, 2])).ToArray());

    [TestMethod]
    public void CapturesAndExpressions_LeaveTakenItemsToTheCollector()
    {
        var queue = new ConcurrentQueue<object>();
        var items = Fill(queue);
        Look(queue);
        while (queue.TryDequeue(out _))
        {
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.IsFalse(items.Any(static item => item.TryGetTarget(out _)), "Looking at the queue kept its items alive.");
        GC.KeepAlive(queue);
    }

    [TestMethod]
    public void Walk_WhileItemsComeAndGo_GivesNoTornItem()
    {
        var queue = new ConcurrentQueue<(long, string, long)>();
        using var stop = new CancellationTokenSource();
        var worker = new Thread(() =>
        {
            for (long i = 0; !stop.IsCancellationRequested; i++)
            {
                queue.Enqueue((i, "text", -i));
                if (queue.Count > 20)
                    queue.TryDequeue(out _);
            }
        });
        worker.Start();
        try
        {
            var seen = 0;
            for (var i = 0; i < 2000 || seen == 0; i++)
            {
                var last = -1L;
                foreach (var item in Walk(queue))
                {
                    var (number, text, mirror) = ((long, string, long))item!;
                    Assert.AreEqual(-number, mirror);
                    Assert.AreEqual("text", text);
                    Assert.IsGreaterThan(last, number);
                    last = number;
                    seen++;
                }
            }
        }
        finally
        {
            stop.Cancel();
            worker.Join();
        }
    }

    // On frames of their own: what a test's locals still hold would count as alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<object>[] Fill(ConcurrentQueue<object> queue)
    {
        var items = Enumerable.Range(0, 5).Select(static _ => new object()).ToArray();
        foreach (var item in items)
            queue.Enqueue(item);

        return [.. items.Select(static item => new WeakReference<object>(item))];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Look(ConcurrentQueue<object> queue)
    {
        Assert.AreEqual(5, Captured.Of(queue).Value.GetProperty("elements").GetArrayLength());
        var scope = new SomeScope().With("q", queue);
        Assert.IsFalse(scope.Evaluate("any(q, x => x == null)").Value.Boolean);
        Assert.AreEqual("[System.Object, System.Object, System.Object, ...]", scope.Render("{q}", out _));
    }

    private static void AssertSame(ICollection queue) => CollectionAssert.AreEqual(queue.Cast<object?>().ToArray(), Walk(queue).ToArray());

    private static IEnumerable<object?> Walk(ICollection collection)
    {
        var items = QueueItems.Of(collection);
        while (items.MoveNext())
            yield return items.Current;
    }
}
