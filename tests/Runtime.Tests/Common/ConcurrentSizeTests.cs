using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Runtime.Tests.Expressions;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class ConcurrentSizeTests
{
    private sealed class Own : ConcurrentDictionary<string, int>;

    /// <summary>A comparer that is asked while its dictionary holds a lock, and then waits for a third party.</summary>
    private sealed class WaitingComparer(Action wait) : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y)
        {
            wait();
            return x == y;
        }

        public int GetHashCode(string value) => value.Length;
    }

    [TestMethod]
    public void Size_IsTheNumberOfEntries()
    {
        var dictionary = new ConcurrentDictionary<int, int>(Enumerable.Range(0, 1000).Select(n => KeyValuePair.Create(n, n)));
        dictionary.TryRemove(7, out _);

        Assert.IsTrue(ConcurrentSize.TryGet(dictionary, out var size));
        Assert.AreEqual(999, size);
        Assert.IsTrue(ConcurrentSize.TryGet(new Own { ["a"] = 1 }, out size));
        Assert.AreEqual(1, size);
        Assert.IsFalse(ConcurrentSize.TryGet(new Dictionary<int, int>(), out _));
    }

    [TestMethod]
    public async Task Len_WhileAnotherThreadHoldsALock_DoesNotWaitForIt()
    {
        using var inside = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        var waits = false;
        var dictionary = new ConcurrentDictionary<string, int>(new WaitingComparer(() =>
        {
            if (Volatile.Read(ref waits))
            {
                inside.Set();
                done.Wait();
            }
        }));
        dictionary["a"] = 1;
        Volatile.Write(ref waits, true);
        var writer = Task.Factory.StartNew(() => dictionary.TryAdd("b", 2), TaskCreationOptions.LongRunning);
        inside.Wait();

        var text = new SomeScope().With("map", dictionary).Render("{len(map)}", out _);

        done.Set();
        Assert.IsTrue(await writer);
        Assert.AreEqual("1", text);
    }
}
