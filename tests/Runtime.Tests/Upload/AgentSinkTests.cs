using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class AgentSinkTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Counters _counters = new();
    private readonly FakeAgent _agent = new();
    private readonly AgentSink _sink;

    public AgentSinkTests()
    {
        var client = new AgentClient(AgentClientTests.Options(_agent.Url), _counters, TimeProvider.System);
        _sink = new AgentSink(client, [new("env", "test"), new("version", "1.0")], _counters, _time);
    }

    public void Dispose()
    {
        _sink.Dispose();
        _agent.Dispose();
    }

    [TestMethod]
    public void Write_CurrentAgent_UsesTheRightEndpointAndFormForEachTrack()
    {
        foreach (var track in Tracks.All)
            Assert.AreEqual(1, Write(track).Sent);

        var posts = _agent.Requests.Where(request => request.Method == "POST").ToList();
        CollectionAssert.AreEqual(
            new[] { "/debugger/v2/input", "/debugger/v2/input", "/debugger/v1/diagnostics" },
            posts.Select(request => request.Path).ToArray());
        Assert.IsTrue(posts.All(request => request.Query == "?ddtags=env%3Atest%2Cversion%3A1.0"));
        Assert.AreEqual("application/json", posts[0].ContentType);
        Assert.AreEqual(MultipartBody.ContentType, posts[2].ContentType);
        Assert.AreEqual("diagnostics", posts[2].Events.Single().GetProperty("track").GetString());
        Assert.AreEqual(1, _agent.CountOf("/info"), "the agent is asked once");
        Assert.AreEqual(3, _counters.Read("upload.batches"));
    }

    [TestMethod]
    public void Write_OldAgent_FallsBack()
    {
        _agent.Endpoints = ["debugger/v1/diagnostics"];
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        Assert.HasCount(1, _agent.EventsAt("/debugger/v1/diagnostics"));
    }

    [TestMethod]
    public void Write_VeryOldAgent_TakesDiagnosticsAsPlainJson()
    {
        _agent.Endpoints = ["debugger/v1/input"];
        Assert.AreEqual(1, Write(Track.Diagnostics).Sent);
        Assert.AreEqual("application/json", _agent.Requests[^1].ContentType);
        Assert.HasCount(1, _agent.EventsAt("/debugger/v1/input"));
        Assert.AreEqual(SinkResult.Dropped(DropReason.NoEndpoint), Write(Track.Snapshots));
    }

    [TestMethod]
    public void Write_ListedEndpointDenies_UsesTheNextAndRemembers()
    {
        _agent.Denied = ["/debugger/v2/input"];
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        Assert.AreEqual(1, _agent.CountOf("/debugger/v2/input"));
        Assert.HasCount(2, _agent.EventsAt("/debugger/v1/diagnostics"));
    }

    [TestMethod]
    public void Write_NoEndpoint_DropsAndAsksAgainAfterAMinute()
    {
        _agent.Endpoints = ["v0.4/traces"];
        for (var i = 0; i < 3; i++)
            Assert.AreEqual(SinkResult.Dropped(DropReason.NoEndpoint), Write(Track.Snapshots));
        Assert.AreEqual(1, _agent.CountOf("/info"));

        _agent.Endpoints = ["debugger/v2/input"];
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.AreEqual(0, Write(Track.Snapshots).Sent);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        Assert.AreEqual(2, _agent.CountOf("/info"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("no agent here")]
    public void Write_InfoIsNoInfo_EventsWaitAndTheAgentIsAskedAgainSoon(string text)
    {
        _agent.InfoText = text;
        for (var i = 0; i < 3; i++)
            Assert.AreEqual(SinkResult.Later(DropReason.UploadFailed), Write(Track.Logs));
        Assert.AreEqual(1, _agent.CountOf("/info"));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual(SinkResult.Later(DropReason.UploadFailed), Write(Track.Logs));
        _agent.InfoText = null;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual(1, Write(Track.Logs).Sent);
    }

    [TestMethod]
    public void Write_InfoBecomesNoInfo_WhatIsKnownOfTheAgentServesOn()
    {
        _agent.Endpoints = ["debugger/v1/diagnostics"];
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        _agent.InfoText = "no agent here";
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        Assert.AreEqual(2, _agent.CountOf("/info"));
    }

    [TestMethod]
    public void Write_AgentUnreachable_DropsAndRecoversWithOneLineEach()
    {
        var lines = new List<string>();
        SelfLog.Enable(lines.Add);
        try
        {
            _agent.Refuse();
            Assert.AreEqual(SinkResult.Later(DropReason.UploadFailed), Write(Track.Snapshots));
            Assert.AreEqual(SinkResult.Later(DropReason.UploadFailed), Write(Track.Diagnostics));
            _agent.Accept();
            Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        }
        finally
        {
            SelfLog.Disable();
        }

        Assert.HasCount(2, lines, string.Join('\n', lines));
        StringAssert.Contains(lines[0], "cannot be reached");
        StringAssert.Contains(lines[1], "takes events again");
    }

    [TestMethod]
    [DataRow(500, "UploadFailed")]
    [DataRow(400, "UploadRejected")]
    [DataRow(413, "PayloadTooLarge")]
    public void Write_AgentRefuses_NamesTheReason(int status, string expected)
    {
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        _agent.FailNext(3, status);
        var result = Write(Track.Snapshots);
        Assert.AreEqual((0, expected), (result.Sent, result.Reason.ToString()));
    }

    [TestMethod]
    public void Write_DeadlinePassed_IsStopDeadline()
    {
        _agent.HangNext(1);
        using var deadline = new CancellationTokenSource(20);
        Assert.AreEqual(SinkResult.Later(DropReason.StopDeadline), _sink.Write(Some(Track.Snapshots), deadline.Token));
    }

    [TestMethod]
    public void Write_HasFailed_AsksTheAgentBeforeItRisksEvents()
    {
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        _agent.FailNext(3, 500);
        Assert.AreEqual(SinkResult.Dropped(DropReason.UploadFailed), Write(Track.Snapshots));
        _agent.FailNext(3, 500);
        Assert.AreEqual(SinkResult.Later(DropReason.UploadFailed), Write(Track.Snapshots), "the question failed, so nothing was risked");
        Assert.AreEqual(1, Write(Track.Snapshots).Sent);
        Assert.HasCount(2, _agent.EventsAt("/debugger/v2/input"));
    }

    [TestMethod]
    [DataRow("""{"endpoints":["debugger/v2/input","debugger/v1/diagnostics"]}""", false)]
    [DataRow("""{"endpoints":["debugger/v2/input","debugger/v1/diagnostics","weaver.gzip"]}""", true)]
    [DataRow("""{"endpoints":["debugger/v2/input","debugger/v1/diagnostics"],"feature_flags":["weaver.gzip"]}""", true)]
    public void Write_AgentListsGzip_PacksTheBodyAndOnlyThen(string info, bool expected)
    {
        _agent.InfoText = info;
        foreach (var track in new[] { Track.Snapshots, Track.Diagnostics })
        {
            Assert.AreEqual(1, Write(track).Sent);
            var request = _agent.Requests[^1];
            Assert.AreEqual(expected, request.Headers.TryGetValue("Content-Encoding", out var encoding) && encoding == "gzip");
            using var body = expected ? (Stream)new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress) : new MemoryStream(request.Body);
            var plain = request with { Body = Encoding.UTF8.GetBytes(new StreamReader(body).ReadToEnd()) };
            Assert.AreEqual(Tracks.Name(track), plain.Events.Single().GetProperty("track").GetString());
        }
    }

    private SinkResult Write(Track track) => _sink.Write(Some(track), CancellationToken.None);

    private static Batch Some(Track track)
    {
        var batch = new Batch(track);
        batch.TryAdd(Payload.Of(track, $$"""{"track":"{{Tracks.Name(track)}}"}"""), 1, 1000);
        return batch;
    }
}
