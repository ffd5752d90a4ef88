using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class BatchTests
{
    [TestMethod]
    public void ToJsonArray_SeveralEvents_FramesThemInOrder()
    {
        var batch = new Batch(Track.Logs);
        foreach (var json in new[] { "{\"n\":1}", "{\"n\":2}", "{}" })
            Assert.IsTrue(batch.TryAdd(Payload.Of(Track.Logs, json), 100, 1000));
        Assert.AreEqual("""[{"n":1},{"n":2},{}]""", Encoding.UTF8.GetString(batch.ToJsonArray()));
        Assert.AreEqual(20, batch.FramedBytes);
    }

    [TestMethod]
    public void TryAdd_LimitOfEvents_RefusesTheNext()
    {
        var batch = new Batch(Track.Logs);
        Assert.IsTrue(batch.TryAdd(Payload.Of(Track.Logs, "{}"), 2, 1000));
        Assert.IsTrue(batch.TryAdd(Payload.Of(Track.Logs, "{}"), 2, 1000));
        Assert.IsFalse(batch.TryAdd(Payload.Of(Track.Logs, "{}"), 2, 1000));
        Assert.AreEqual(2, batch.Count);
    }

    [TestMethod]
    public void TryAdd_LimitOfBytes_CountsTheFraming()
    {
        var batch = new Batch(Track.Logs);
        Assert.IsTrue(batch.TryAdd(Payload.Of(Track.Logs, "{}"), 100, 7));
        Assert.IsTrue(batch.TryAdd(Payload.Of(Track.Logs, "{}"), 100, 7), "[{},{}] is seven bytes");
        Assert.IsFalse(batch.TryAdd(Payload.Of(Track.Logs, "{}"), 100, 9));
    }

    [TestMethod]
    public void Release_Full_IsEmptyAndTakesAnyEventAgain()
    {
        var batch = new Batch(Track.Logs);
        batch.TryAdd(Payload.Copy(Track.Logs, "{}"u8), 1, 4);
        batch.Release();
        Assert.AreEqual((0, 2), (batch.Count, batch.FramedBytes));
        Assert.IsTrue(batch.TryAdd(Payload.Of(Track.Logs, "{\"long\":true}"), 1, 4), "an empty batch takes any event");
    }
}
