using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;
using Weaver.Upload;
using Weaver.Upload.Spooling;

namespace Weaver.Integration.Tests.Delivery;

/// <summary>Real processes that end in every way there is: what they had accepted is with the agent, on disk, or counted.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ProcessEndTests : IDisposable
{
    private static readonly TimeSpan s_ample = TimeSpan.FromSeconds(30);
    private static readonly string[] s_tracks = ["snapshots", "logs", "diagnostics"];

    private readonly TemporaryFolder _spool = new();
    private readonly FakeAgent _agent = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    public void Dispose()
    {
        _agent.Dispose();
        _spool.Dispose();
        _patience.Dispose();
    }

    [TestMethod]
    public async Task Kill_InTheMiddleOfWrites_EveryEventWhoseWriteReturnedIsDeliveredInOrder()
    {
        for (var round = 0; round < 5; round++)
        {
            using var folder = new TemporaryFolder();
            long spooled;
            using (var program = new DeliveryProcess("append", folder))
            {
                var line = await program.LineAsync(round * 7, static _ => true, _patience.Token);
                program.Kill();
                await program.ExitAsync(_patience.Token);
                spooled = long.Parse(program.Output.Split('\n').Last(text => text.Length > 0 && text.All(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
                Assert.IsGreaterThanOrEqualTo(long.Parse(line.Text, CultureInfo.InvariantCulture), spooled);
            }

            using var agent = new FakeAgent();
            var totals = Deliver(folder, agent, Track.Logs);
            var numbers = agent.EventsAt("/debugger/v2/input").Select(e => e.GetProperty("n").GetInt64()).ToArray();
            Assert.IsGreaterThanOrEqualTo(spooled, numbers.LongLength);
            CollectionAssert.AreEqual(Enumerable.Range(0, numbers.Length).Select(number => (long)number).ToArray(), numbers);
            Assert.AreEqual(totals.Recovered, totals.Sent + totals.Dropped);
            Assert.IsLessThanOrEqualTo(1, totals.Dropped, "half a record at most, whose write had not returned");
        }
    }

    [TestMethod]
    public async Task Exit_WithoutStop_EverythingAcceptedIsWithTheAgent()
    {
        using var program = new DeliveryProcess("load", "-", _agent.Url.OriginalString, "1500");
        Assert.AreEqual(0, await program.ExitAsync(_patience.Token));
        await AssertSentAsync(program);
    }

    [TestMethod]
    public async Task Term_UnderLoad_EverythingAcceptedIsWithTheAgent()
    {
        using var program = new DeliveryProcess("load", "-", _agent.Url.OriginalString, "0");
        await program.LineAsync(0, static text => text == "ready", _patience.Token);
        program.Term();
        Assert.AreEqual(143, await program.ExitAsync(_patience.Token), "the signal ends the program as if nobody had listened");
        await AssertSentAsync(program);
    }

    [TestMethod]
    [DataRow("never")]
    [DataRow("after")]
    public async Task Term_NobodyListenedBeforeTheDebugger_WhatWaitsIsWithTheAgent(string when)
    {
        using var program = new DeliveryProcess("listen", _agent.Url.OriginalString, when);
        await program.LineAsync(0, static text => text == "ready", _patience.Token);
        program.Term();
        Assert.AreEqual(143, await program.ExitAsync(_patience.Token), program.Output);
        Assert.IsFalse(program.Output.Contains("ended", StringComparison.Ordinal), program.Output);
        var messages = _agent.EventsAt("/debugger/v2/input").Select(static e => e.GetRawText()).ToList();
        for (var number = 1; number <= 5; number++)
            Assert.AreEqual(1, messages.Count(text => text.Contains($"\"Step {number}\"", StringComparison.Ordinal)), program.Output);
    }

    [TestMethod]
    public async Task Term_TheProgramListenedFirstAndTheAgentHangs_ItsHandlerDoesNotWaitForTheDebugger()
    {
        using var hanging = new FaultyServer(FaultyServer.Hang());
        using var program = new DeliveryProcess("listen", hanging.Url.OriginalString, "before");
        await program.LineAsync(0, static text => text == "ready", _patience.Token);
        program.Term();
        Assert.AreEqual(0, await program.ExitAsync(_patience.Token), program.Output);
        CollectionAssert.AreEqual(new[] { "ready", "told to end, debugger runs", "ended" }, program.Output.Split('\n'));
    }

    [TestMethod]
    [DataRow(40)]
    [DataRow(0)]
    public async Task Fill_NoFileMayGrowBeyondALimit_WhatIsOnDiskArrivesAndTheRestIsCounted(int kilobytes)
    {
        // The write that goes beyond it is cut short, the next one fails; a program that writes so itself is ended by a signal.
        using var program = DeliveryProcess.Limited(kilobytes, "fill", _spool, "3000");
        Assert.AreEqual(0, await program.ExitAsync(_patience.Token), program.Output);
        var books = await BooksAsync(program, "logs");
        Assert.AreEqual((3000L, 0L, 0L), (books["accepted"], books["sent"], books["memory"]), program.Output);
        if (kilobytes == 0)
            StringAssert.Contains(program.Output, "spoolFailed:");
        else
            Assert.IsGreaterThan(kilobytes << 10, books["spooled"] * 100, program.Output);

        var totals = Deliver(_spool, _agent, Track.Logs);
        Assert.AreEqual((books["spooled"], books["spooled"], 0L), (totals.Recovered, totals.Sent, totals.Dropped));
        Assert.HasCount((int)books["spooled"], _agent.EventsAt("/debugger/v2/input").Select(static e => e.GetProperty("n").GetInt64()).Distinct().ToList());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Term_AgentHangs_EverythingAcceptedIsOnDiskOrCounted(bool hasSpool)
    {
        using var hanging = new FaultyServer(FaultyServer.Hang());
        using var program = new DeliveryProcess("load", hasSpool ? _spool : "-", hanging.Url.OriginalString, "0");
        await program.LineAsync(0, static text => text == "ready", _patience.Token);
        program.Term();
        Assert.AreEqual(143, await program.ExitAsync(_patience.Token));

        foreach (var track in s_tracks)
        {
            var books = await BooksAsync(program, track);
            Assert.AreEqual((0L, 0L), (books["sent"], books["memory"]));
            Assert.AreEqual(hasSpool ? books["accepted"] - QueueFull(program, track) : 0, books["spooled"], program.Output);
        }

        if (!hasSpool)
            return;

        foreach (var track in Tracks.All.ToArray())
        {
            using var folder = new TemporaryFolder();
            Assert.IsGreaterThan(0, (await BooksAsync(program, Tracks.Name(track)))["spooled"]);
        }

        var totals = Deliver(_spool, _agent, Track.Logs);
        Assert.AreEqual((await BooksAsync(program, "logs"))["spooled"], totals.Sent);
    }

    [TestMethod]
    public async Task Term_Hosted_TheHostStopsInGoodOrderAndFirst()
    {
        using var hanging = new FaultyServer(FaultyServer.Hang());
        using var program = new DeliveryProcess("host", hanging.Url.OriginalString);
        await program.LineAsync(0, static text => text == "ready", _patience.Token);
        program.Term();
        Assert.AreEqual(0, await program.ExitAsync(_patience.Token));
        CollectionAssert.AreEqual(new[] { "ready", "stopping, debugger runs", "ended, debugger has ended" }, program.Output.Split('\n'));
    }

    private async Task AssertSentAsync(DeliveryProcess program)
    {
        var received = 0L;
        foreach (var track in s_tracks)
        {
            var books = await BooksAsync(program, track);
            Assert.IsGreaterThan(0, books["sent"]);
            Assert.AreEqual((books["accepted"] - QueueFull(program, track), 0L), (books["sent"], books["memory"]), program.Output);
            received += books["sent"];
        }

        Assert.AreEqual(received, _agent.EventsAt("/debugger/v2/input").Count + _agent.EventsAt("/debugger/v1/diagnostics").Count);
    }

    private async Task<IReadOnlyDictionary<string, long>> BooksAsync(DeliveryProcess program, string track)
    {
        var books = await program.BooksAsync(track, _patience.Token);
        Assert.AreEqual(books["accepted"] + books["recovered"], books["sent"] + books["spooled"] + books["dropped"] + books["memory"], program.Output);
        return books;
    }

    // A queue may be full on a busy machine; that is counted and no loss of the end.
    private static long QueueFull(DeliveryProcess program, string track)
    {
        const string Reason = "queueFull:";
        var line = program.Output.Split('\n').Single(text => text.StartsWith("books " + track + " ", StringComparison.Ordinal));
        return line.Split(' ').Where(part => part.StartsWith(Reason, StringComparison.Ordinal)).Sum(part => long.Parse(part.AsSpan(Reason.Length), CultureInfo.InvariantCulture));
    }

    // What the next process does with what this one left.
    private static TrackTotals Deliver(string folder, FakeAgent agent, Track track)
    {
        var counters = new Counters();
        var client = new AgentClient(new AgentClientOptions { Url = agent.Url }, counters, TimeProvider.System);
        using var uploader = new LogsIntakeUploader(new AgentSink(client, [], counters, TimeProvider.System), new UploadOptions(), counters, TimeProvider.System, new SpoolOptions { Folder = folder });
        uploader.Start();
        Assert.IsTrue(uploader.Flush(s_ample));
        Assert.IsTrue(uploader.Stop(s_ample));
        var totals = uploader.Totals(track);
        Assert.AreEqual(0, totals.Spooled + totals.InMemory);
        return totals;
    }
}
