using System;
using System.Collections.Generic;
using System.Diagnostics.Tracing;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Debugging;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Debugging;

[TestClass]
[DoNotParallelize]
public sealed class SelfEventsTests
{
    [TestMethod]
    public void Probes_InstalledBrokenAndBlocked_AreTold()
    {
        using var listener = new Listener();
        using (var host = new DebuggerHost())
        {
            host.Apply($$"""[{{LogProbe("p", Method("Add"))}},{{LogProbe("q", Method("Nowhere"))}}]""");
            host.Apply("""[{"id":"s","type":"SERVICE_CONFIGURATION","denyList":{"classes":["Sample.Calculator"]}}]""", "b.probes.json");
        }

        CollectionAssert.AreEqual(new[] { "Started", "ProbeInstalled", "ProbeFailed", "Stopped" }, listener.Names.Where(n => n != "ProbeBlocked").Distinct().ToArray());
        CollectionAssert.Contains(listener.Names, "ProbeBlocked");
        Assert.AreEqual("p", listener.First("ProbeInstalled")[0]);
        StringAssert.StartsWith((string)listener.First("ProbeInstalled")[1]!, "Installed at ");
        Assert.AreEqual("q", listener.First("ProbeFailed")[0]);
        Assert.AreEqual("sample", listener.First("Started")[0]);
    }

    [TestMethod]
    public void Agent_LostAndRegained_IsToldOnceEachInEventLogAndStatus()
    {
        var lines = new List<string>();
        using var listener = new Listener();
        using var agent = new FakeAgent();
        using var host = new DebuggerHost(s => s with { AgentUrl = agent.Url, UploadTimeout = TimeSpan.FromSeconds(5) }, time: TimeProvider.System);
        SelfLog.Enable(lines.Add);
        host.Apply($"[{LogProbe("p", Method("Add"))}]");
        host.Code.RunAdd(0, "");
        Wait.Until(() => { host.Flush(); return agent.EventsAt("/debugger/v1/diagnostics").Count == 3; }, "the agent has the status EMITTING");

        agent.Refuse();
        for (var i = 0; i < 2; i++)
        {
            host.Code.RunAdd(i, "");
            host.Flush();
        }

        var troubles = host.Debugger.Status.Troubles;
        agent.Accept();
        host.Code.RunAdd(3, "");
        // After two failures the agent is left alone for a few seconds.
        Wait.Until(() => { host.Flush(); return host.Debugger.Status.Troubles.Count == 0; }, "the agent is asked again");
        host.Flush();

        StringAssert.StartsWith(troubles.Single(), $"The agent at {agent.Url} cannot be reached");
        Assert.IsEmpty(host.Debugger.Status.Troubles);
        Assert.AreEqual("UploaderLost UploaderRegained", string.Join(' ', listener.Names.Where(n => n.StartsWith("Uploader", StringComparison.Ordinal))));
        Assert.HasCount(2, lines);
        Assert.AreEqual(troubles[0], lines[0]);
        CollectionAssert.Contains(listener.Names, "EventsDropped");
    }

    [TestMethod]
    public void Queue_FullAgainAndAgain_IsOneTroubleUntilAMinuteIsCalm()
    {
        var lines = new List<string>();
        using var host = new DebuggerHost();
        SelfLog.Enable(lines.Add);
        for (var i = 0; i < 3; i++)
        {
            host.Debugger.Parts.Counters.Increment("events.dropped{reason:queueFull,track:logs}");
            host.Time.Advance(TimeSpan.FromSeconds(2));
            host.Flush();
        }

        Assert.HasCount(1, host.Status.Troubles);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        host.Flush();

        Assert.IsEmpty(host.Status.Troubles);
        Assert.HasCount(2, lines);
        Assert.AreEqual("No more events are dropped before they are sent (reason:queueFull,track:logs).", lines[1]);
    }

    [TestMethod]
    public void Drops_OfADestinationInTrouble_AreNoTroubleOfTheirOwn()
    {
        using var host = new DebuggerHost();
        host.Debugger.Parts.Counters.Increment("events.dropped{reason:uploadFailed,track:logs}");

        Assert.IsEmpty(host.Status.Troubles);
    }

    [TestMethod]
    public void Listener_ThatWaitsForAThreadThatUsesTheDebugger_IsNotDeadlocked()
    {
        DebuggerHost? host = null;
        var went = new List<bool>();
        using var listener = new Listener(name =>
        {
            if (name == "ProbeFailed")
                went.Add(Task.Run(() => host!.Apply($"[{LogProbe("other", Method("Add"))}]", "b.probes.json")).Wait(TimeSpan.FromSeconds(20)));
        });
        using (host = new DebuggerHost())
        {
            host.Apply($"[{LogProbe("q", Method("Nowhere"))}]");
            host.Flush();
        }

        CollectionAssert.AreEqual(new[] { true }, went);
    }

    private sealed class Listener(Action<string>? onEvent = null) : EventListener
    {
        private readonly List<(string Name, object?[] Fields)> _events = [];

        public List<string> Names
        {
            get
            {
                lock (_events)
                    return [.. _events.Select(e => e.Name)];
            }
        }

        public object?[] First(string name)
        {
            lock (_events)
                return _events.First(e => e.Name == name).Fields;
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == WeaverEventSource.SourceName)
                EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            // The base class calls this before the fields of this one are there.
            if (_events is null || eventData.EventSource.Name != WeaverEventSource.SourceName)
                return;

            lock (_events)
                _events.Add((eventData.EventName ?? "", [.. eventData.Payload ?? Enumerable.Empty<object?>()]));
            onEvent?.Invoke(eventData.EventName ?? "");
        }
    }
}
