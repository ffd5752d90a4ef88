using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class CountersTests
{
    [TestMethod]
    public void Increment_FromManyThreads_CountsEach()
    {
        var counters = new Counters();
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 10_000; i++)
                counters.Increment("events");
        });
        Assert.AreEqual(80_000, counters.Read("events"));
    }

    [TestMethod]
    public void Increment_KnownName_AllocatesNothing()
    {
        var counters = new Counters();
        counters.Increment("events");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            counters.Increment("events");
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [TestMethod]
    public void Snapshot_SeveralNames_IsInOrderAndDetached()
    {
        var counters = new Counters();
        counters.Add("b", 2);
        counters.Get("a");
        var snapshot = counters.Snapshot();
        counters.Increment("b");
        CollectionAssert.AreEqual(new[] { "a=0", "b=2" }, snapshot.Select(pair => $"{pair.Key}={pair.Value}").ToArray());
        Assert.AreEqual(0, counters.Read("never"));
        Assert.IsFalse(counters.Snapshot().ContainsKey("never"));
    }

    [TestMethod]
    [DataRow("", "cbf29ce484222325")]
    [DataRow("a", "af63dc4c8601ec8c")]
    [DataRow("foobar", "85944171f73967e8")]
    public void StableHash_PublishedVectors_Agree(string text, string expected)
    {
        Assert.AreEqual(expected, StableHash.Text(System.Text.Encoding.ASCII.GetBytes(text)));
    }
}
