using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class FileAndFanOutSinkTests
{
    private readonly Counters _counters = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("weaver-").FullName;

    private string FilePath => Path.Combine(_folder, "made", "events.ndjson");

    [TestCleanup]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void File_SeveralBatches_HasOneEventALine()
    {
        using var sink = new NdjsonFileSink(FilePath, 1000, _counters);
        Assert.AreEqual(2, Write(sink, "{\"n\":1}", "{\n  \"n\": 2\r\n}").Sent);
        Assert.AreEqual(1, Write(sink, "{\"n\":3}").Sent);
        CollectionAssert.AreEqual(new[] { "{\"n\":1}", "{   \"n\": 2  }", "{\"n\":3}" }, File.ReadAllLines(FilePath));
    }

    [TestMethod]
    public void File_ExistsWithHalfALine_AppendsOnALineOfItsOwn()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, "{\"n\":0}\n{\"ha");
        using (var sink = new NdjsonFileSink(FilePath, 1000, _counters))
            Write(sink, "{\"n\":1}");
        CollectionAssert.AreEqual(new[] { "{\"n\":0}", "{\"ha", "{\"n\":1}" }, File.ReadAllLines(FilePath));
    }

    [TestMethod]
    public void File_LimitReached_KeepsWholeLinesAndDropsTheRest()
    {
        using var sink = new NdjsonFileSink(FilePath, 17, _counters);
        Assert.AreEqual(SinkResult.Partly(2, DropReason.FileFull), Write(sink, "{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
        Assert.AreEqual(SinkResult.Partly(0, DropReason.FileFull), Write(sink, "{\"n\":4}"));
        Assert.AreEqual("{\"n\":1}\n{\"n\":2}\n", File.ReadAllText(FilePath));
    }

    [TestMethod]
    public void File_FolderCannotBeMade_DropsAndRecovers()
    {
        File.WriteAllText(Path.GetDirectoryName(FilePath)!, "in the way");
        using var sink = new NdjsonFileSink(FilePath, 1000, _counters);
        Assert.AreEqual(SinkResult.Dropped(DropReason.FileFailed), Write(sink, "{}"));
        Assert.AreEqual(1, _counters.Read("upload.error{kind:file}"));
        File.Delete(Path.GetDirectoryName(FilePath)!);
        Assert.AreEqual(1, Write(sink, "{}").Sent);
    }

    [TestMethod]
    public void Callback_ReceiverThrowsForOneEvent_LosesThatOneOnly()
    {
        var seen = new List<string>();
        using var sink = new CallbackSink(payload =>
        {
            if (payload.Length == 2)
                throw new InvalidOperationException();
            seen.Add(payload.Track + Encoding.UTF8.GetString(payload.Utf8.Span));
        });
        Assert.AreEqual(SinkResult.Partly(2, DropReason.SinkFailed), Write(sink, "{\"n\":1}", "{}", "{\"n\":2}"));
        CollectionAssert.AreEqual(new[] { "Logs{\"n\":1}", "Logs{\"n\":2}" }, seen);
    }

    [TestMethod]
    public void FanOut_OneDestinationFails_OthersStillGetTheBatch()
    {
        using var sink = new FanOutSink([new ThrowingSink(), new NdjsonFileSink(FilePath, 1000, _counters)], _counters);
        Assert.AreEqual(1, Write(sink, "{\"n\":1}").Sent);
        Assert.AreEqual("{\"n\":1}\n", File.ReadAllText(FilePath));
        Assert.AreEqual(1, _counters.Read("destination.missed{sink:ThrowingSink,reason:sinkFailed}"));
    }

    [TestMethod]
    public void FanOut_AllFail_GivesTheFirstOnesReason()
    {
        using var sink = new FanOutSink([new NdjsonFileSink(FilePath, 1, _counters), new ThrowingSink()], _counters);
        Assert.AreEqual(SinkResult.Partly(0, DropReason.FileFull), Write(sink, "{}"));
    }

    private static SinkResult Write(IPayloadSink sink, params string[] events)
    {
        var batch = new Batch(Track.Logs);
        foreach (var json in events)
            batch.TryAdd(Payload.Of(Track.Logs, json), 100, 10_000);
        return sink.Write(batch, CancellationToken.None);
    }

    private sealed class ThrowingSink : IPayloadSink
    {
        public SinkResult Write(Batch batch, CancellationToken deadline) => throw new InvalidOperationException();

        public void Dispose()
        {
        }
    }
}
