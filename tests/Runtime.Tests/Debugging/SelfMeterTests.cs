using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Debugging;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Debugging;

[TestClass]
[DoNotParallelize]
public sealed class SelfMeterTests : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);

    public SelfMeterTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SelfMeter.MeterName)
            {
                _instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [TestMethod]
    public void Meter_OfARunningDebugger_TellsWhatItDoes()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"), "\"when\":{\"dsl\":\"a > 1\",\"json\":{\"gt\":[{\"ref\":\"a\"},1]}}")},{LogProbe("q", Method("Nowhere"))}]");
        for (var i = 0; i < 4; i++)
            host.Code.RunAdd(i, "");
        host.Flush();

        Read();

        Assert.AreEqual(4, _values["weaver.probe.hits"]);
        Assert.AreEqual(1, _values["weaver.gates.open"]);
        Assert.AreEqual(1, _values["weaver.probes weaver.probe.status=EMITTING weaver.probe.type=log"]);
        Assert.AreEqual(1, _values["weaver.probes weaver.probe.status=ERROR weaver.probe.type=log"]);
        Assert.AreEqual(2, _values["weaver.events.accepted weaver.track=logs"]);
        Assert.AreEqual(2, _values["weaver.events.sent weaver.track=logs"]);
        Assert.AreEqual(0, _values["weaver.events.pending weaver.track=logs"]);
        Assert.AreEqual(0, _values["weaver.troubles"]);
        Assert.IsTrue(_values.ContainsKey("weaver.probes.cpu.utilization"));
        Assert.IsTrue(_values.ContainsKey("weaver.counters weaver.counter=signals.pruned"), "Counters without an instrument of their own are there too.");
    }

    [TestMethod]
    public void Meter_Drops_AreTaggedWithTrackAndReason()
    {
        using var host = new DebuggerHost();
        host.Debugger.Parts.Counters.Add("events.dropped{reason:queueFull,track:snapshots}", 3);

        Read();

        Assert.AreEqual(3, _values["weaver.events.dropped weaver.reason=queueFull weaver.track=snapshots"]);
    }

    [TestMethod]
    public void Instruments_HaveNamesUnitsAndMeaningsInTheFormOfOpenTelemetry()
    {
        using var host = new DebuggerHost();

        Assert.IsGreaterThan(12, _instruments.Count);
        foreach (var instrument in _instruments.Values)
        {
            StringAssert.Matches(instrument.Name, new("^weaver(\\.[a-z_]+)+$"));
            StringAssert.Matches(instrument.Unit!, new("^(\\{[a-z]+\\}|By|s|1)$"));
            StringAssert.EndsWith(instrument.Description!, ".");
        }
    }

    [TestMethod]
    public void Meter_AfterTheStop_IsGone()
    {
        var gone = new List<string>();
        _listener.MeasurementsCompleted = (instrument, _) => gone.Add(instrument.Name);
        var host = new DebuggerHost();

        host.Dispose();

        CollectionAssert.AreEquivalent(_instruments.Keys, gone);
    }

    [TestMethod]
    public void Meter_SwitchedOff_IsNotThere()
    {
        using var host = new DebuggerHost(s => s with { SelfMetrics = false });

        Assert.IsEmpty(_instruments);
    }

    [TestMethod]
    public void Listener_ThatWaitsForAThreadThatUsesTheDebugger_IsNotDeadlocked()
    {
        DebuggerHost? host = null;
        var went = new List<bool>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Name == "waits")
                went.Add(Task.Run(() => host!.Apply($"[{LogProbe("other", Method("Add"))}]", "b.probes.json")).Wait(TimeSpan.FromSeconds(20)));
        };
        listener.MeasurementsCompleted = (instrument, _) =>
        {
            if (instrument.Name == "weaver.gates.open")
                went.Add(Task.Run(() => host!.Debugger.Stop(TimeSpan.Zero)).Wait(TimeSpan.FromSeconds(20)));
        };
        listener.Start();
        foreach (var instrument in new[] { "weaver.gates.open", "waits" })
            Assert.IsFalse(_instruments.ContainsKey(instrument));

        using (host = new DebuggerHost())
        {
            listener.EnableMeasurementEvents(_instruments["weaver.gates.open"]);
            host.Apply($$"""[{"id":"m","type":"METRIC_PROBE","language":"dotnet","where":{{Method("Add")}},"kind":"COUNT","metricName":"waits"}]""");
            Assert.AreEqual("other", host.Probe("other").Id);
        }

        CollectionAssert.AreEqual(new[] { true, true }, went, "A delivery and a stop went on while a listener waited for them.");
    }

    private void Read()
    {
        _values.Clear();
        _listener.RecordObservableInstruments();
    }

    private void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : IConvertible
    {
        var name = string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal).Prepend(instrument.Name));
        _values[name] = value.ToDouble(null);
    }
}
