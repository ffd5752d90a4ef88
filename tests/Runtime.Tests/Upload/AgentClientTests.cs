using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class AgentClientTests : IDisposable
{
    private readonly Counters _counters = new();
    private readonly FakeAgent _agent = new();

    public void Dispose() => _agent.Dispose();

    [TestMethod]
    public void Post_Accepted_CarriesBodyAndHeaders()
    {
        using var client = Client();
        var reply = client.Post("/debugger/v2/input?ddtags=a%3Ab", "application/json", "[{}]"u8.ToArray(), default);
        Assert.AreEqual((AgentOutcome.Ok, 200), (reply.Outcome, reply.Status));

        var request = _agent.Requests.Single();
        Assert.AreEqual(("POST", "/debugger/v2/input", "?ddtags=a%3Ab", "[{}]"), (request.Method, request.Path, request.Query, request.Text));
        Assert.AreEqual("application/json", request.ContentType);
        StringAssert.StartsWith(request.Headers["User-Agent"], "Weaver/");
        Assert.IsTrue(Guid.TryParse(request.Headers["DD-REQUEST-ID"], out _));
    }

    [TestMethod]
    public void Post_InAContainer_SaysWhich()
    {
        var headers = ContainerIdentity.HeadersOf("12:memory:/docker/3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860", "", "it-false,cn-shop");
        using var client = new AgentClient(Options(_agent.Url) with { Headers = headers }, _counters, TimeProvider.System);
        Post(client);
        client.Get("/info", default);
        foreach (var request in _agent.Requests)
        {
            Assert.AreEqual("3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860", request.Headers["Datadog-Container-ID"]);
            Assert.AreEqual("ci-3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860", request.Headers["Datadog-Entity-ID"]);
            Assert.AreEqual("it-false,cn-shop", request.Headers["Datadog-External-Env"]);
        }
    }

    [TestMethod]
    public void Post_AddressWithAPath_KeepsThePath()
    {
        using var client = new AgentClient(Options(new Uri(_agent.Url, "/proxy")), _counters, TimeProvider.System);
        client.Post("/debugger/v2/input", "application/json", "[]"u8.ToArray(), default);
        Assert.AreEqual("/proxy/debugger/v2/input", _agent.Requests.Single().Path);
    }

    [TestMethod]
    [DataRow(500)]
    [DataRow(503)]
    [DataRow(429)]
    [DataRow(408)]
    public void Post_TransientStatusTwice_SucceedsAtTheThirdTry(int status)
    {
        _agent.FailNext(2, status);
        using var client = Client();
        Assert.AreEqual(AgentOutcome.Ok, Post(client).Outcome);
        Assert.HasCount(3, _agent.Requests);
        Assert.IsTrue(_agent.Requests.All(request => request.Text == "[{}]"), "each try carries the whole body");
    }

    [TestMethod]
    public void Post_TransientStatusAlways_GivesUpAfterThreeTries()
    {
        _agent.FailNext(10, 500);
        using var client = Client();
        var reply = Post(client);
        Assert.AreEqual((AgentOutcome.Failed, 500), (reply.Outcome, reply.Status));
        Assert.HasCount(3, _agent.Requests);
        Assert.AreEqual(1, _counters.Read("upload.error{status:500}"));
    }

    [TestMethod]
    [DataRow(400, "Rejected")]
    [DataRow(403, "Rejected")]
    [DataRow(404, "NotFound")]
    [DataRow(413, "TooLarge")]
    [DataRow(302, "Rejected")]
    public void Post_FinalStatus_IsNotRepeated(int status, string expected)
    {
        _agent.FailNext(1, status);
        using var client = Client();
        Assert.AreEqual(expected, Post(client).Outcome.ToString());
        Assert.HasCount(1, _agent.Requests);
    }

    [TestMethod]
    public void Post_ConnectionCut_IsTriedAgain()
    {
        _agent.AbortNext(2);
        using var client = Client();
        Assert.AreEqual(AgentOutcome.Ok, Post(client).Outcome);
    }

    [TestMethod]
    public void Post_NobodyListens_FailsWithTheReason()
    {
        _agent.Refuse();
        using var client = Client();
        var reply = Post(client);
        Assert.AreEqual(AgentOutcome.Failed, reply.Outcome);
        Assert.IsNotNull(reply.Trouble);
        Assert.AreEqual(1, _counters.Read("upload.error{kind:connection}"));
    }

    [TestMethod]
    public void Post_NoAnswerInTime_IsTriedAgain()
    {
        _agent.HangNext(1);
        using var client = new AgentClient(Options(_agent.Url) with { TryTimeout = TimeSpan.FromMilliseconds(300) }, _counters, TimeProvider.System);
        Assert.AreEqual(AgentOutcome.Ok, Post(client).Outcome);
    }

    [TestMethod]
    public void Post_DeadlineCancelled_ReturnsAtOnce()
    {
        _agent.HangNext(1);
        using var client = Client();
        using var deadline = new CancellationTokenSource(50);
        var watch = Stopwatch.StartNew();
        var reply = client.Post("/debugger/v2/input", "application/json", "[]"u8.ToArray(), deadline.Token);
        Assert.AreEqual(AgentOutcome.Cancelled, reply.Outcome);
        Assert.IsLessThan(10, watch.Elapsed.TotalSeconds, "the try's own timeout is fifteen seconds");
    }

    [TestMethod]
    public void Post_HostListens_SeesNoActivityNoMetricAndSendsNoTrace()
    {
        var activities = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity =>
            {
                // The server of the fake agent has activities of its own.
                if (activity.Source.Name.StartsWith("System.Net", StringComparison.Ordinal) || activity.Source.Name.StartsWith("Polly", StringComparison.Ordinal))
                    activities.Add(activity.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var measured = new List<string>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("System.Net.Http", StringComparison.Ordinal) || instrument.Meter.Name.StartsWith("Weaver", StringComparison.Ordinal) || instrument.Meter.Name.StartsWith("Polly", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, _, _) => Note(instrument.Name));
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => Note(instrument.Name));
        meters.Start();

        using var source = new ActivitySource("test");
        using var current = source.StartActivity("request");
        Assert.IsNotNull(current);
        using var client = Client();
        Assert.AreEqual(AgentOutcome.Ok, Post(client).Outcome);

        Assert.IsEmpty(activities);
        lock (measured)
            Assert.AreEqual("", string.Join(' ', measured));
        Assert.IsFalse(_agent.Requests.Single().Headers.ContainsKey("traceparent"));

        void Note(string name)
        {
            lock (measured)
                measured.Add(name);
        }
    }

    [TestMethod]
    public void Post_UnixSocket_Arrives()
    {
        var folder = Directory.CreateTempSubdirectory("weaver-");
        try
        {
            using var agent = new FakeAgent(Path.Combine(folder.FullName, "agent.sock"));
            using var client = new AgentClient(Options(agent.Url), _counters, TimeProvider.System);
            Assert.AreEqual(AgentOutcome.Ok, Post(client).Outcome);
            Assert.AreEqual("/debugger/v2/input", agent.Requests.Single().Path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Constructor_AddressOfAnotherKind_NamesIt()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => new AgentClient(Options(new Uri("ftp://agent/")), _counters, TimeProvider.System));
        StringAssert.StartsWith(exception.Message, "The agent's address 'ftp://agent/' must begin with http://, https:// or unix://.");
    }

    internal static AgentClientOptions Options(Uri url) => new() { Url = url, FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) };

    private static AgentReply Post(AgentClient client) => client.Post("/debugger/v2/input", "application/json", "[{}]"u8.ToArray(), default);

    private AgentClient Client() => new(Options(_agent.Url), _counters, TimeProvider.System);
}
