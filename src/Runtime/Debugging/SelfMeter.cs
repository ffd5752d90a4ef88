using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;
using Weaver.Common;
using Weaver.Hooks;
using Weaver.Probes;

namespace Weaver.Debugging;

/// <summary>The meter <c>Weaver</c>: what one debugger does, as instruments that are read when somebody asks.</summary>
/// <remarks>
/// Any thread may read, and no reading waits for a lock that threads which hit a probe take. Each reading is a finished
/// list before the listener sees it, so that listeners run under no lock of ours. <see cref="Publish"/> and
/// <see cref="Dispose"/> run code of the listeners too: callers hold no lock. They may meet, and count once each.
/// </remarks>
internal sealed class SelfMeter(DebuggerWiring parts) : IDisposable
{
    public const string MeterName = "Weaver";

    private static readonly Dictionary<string, string> s_tags = new(StringComparer.Ordinal)
    {
        ["track"] = "weaver.track",
        ["reason"] = "weaver.reason",
        ["status"] = "error.type",
        ["kind"] = "error.type",
    };

    // Counter, instrument, unit, meaning. The other counters are series of weaver.counters.
    private static readonly (string Family, string Instrument, string Unit, string Meaning)[] s_counted =
    [
        ("events.accepted", "weaver.events.accepted", "{event}", "Events that were handed over for delivery, by track, at each destination."),
        ("events.sent", "weaver.events.sent", "{event}", "Events that a destination has taken, by track."),
        ("events.dropped", "weaver.events.dropped", "{event}", "Events that came to nothing after they were handed over, by track and reason."),
        ("events.spooled", "weaver.events.spooled", "{event}", "Events that went to disk because the agent could not be given them, by track."),
        ("events.recovered", "weaver.events.recovered", "{event}", "Events of an earlier process that were found on disk, by track."),
        ("upload.batches", "weaver.uploads", "{request}", "Requests with events that the agent has taken."),
        ("upload.bytes", "weaver.upload.size", "By", "Bytes of the events in these requests."),
        ("remoteConfig.polls", "weaver.remote_config.polls", "{poll}", "Requests for the agent's remote configuration."),
        ("remoteConfig.updates", "weaver.remote_config.updates", "{update}", "Replies with a new configuration that were taken over."),
        ("remoteConfig.refused", "weaver.remote_config.refused", "{update}", "Replies that were refused, by reason; what was configured before stays in force."),
        ("remoteConfig.error", "weaver.remote_config.errors", "{error}", "Requests that failed, by status or kind."),
        ("upload.error", "weaver.upload.errors", "{error}", "Tries of requests that failed, by status or kind."),
    ];

    private readonly CounterSeries _series = new(parts.Counters);
    private Meter? _meter;
    private int _isPublished;
    private int _isDisposed;

    /// <summary>Shows the instruments to those who listen to meters. Does nothing the second time.</summary>
    public void Publish()
    {
        if (Interlocked.Exchange(ref _isPublished, 1) != 0)
            return;

        var meter = new Meter(MeterName, typeof(SelfMeter).Assembly.GetName().Version?.ToString(3));
        Interlocked.Exchange(ref _meter, meter);
        try
        {
            CreateInstruments(meter);
        }
        catch (Exception e)
        {
            SelfLog.Once("selfMeter", "A listener of the program failed when it was shown the instruments of the meter 'Weaver'.", e);
        }

        // The debugger was stopped meanwhile.
        if (Volatile.Read(ref _isDisposed) != 0)
            DisposeMeter();
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _isDisposed, 1);
        Interlocked.Exchange(ref _isPublished, 1);
        DisposeMeter();
    }

    private void DisposeMeter()
    {
        try
        {
            Interlocked.Exchange(ref _meter, null)?.Dispose();
        }
        catch (Exception e)
        {
            SelfLog.Once("selfMeter", "A listener of the program failed when the meter 'Weaver' ended.", e);
        }
    }

    private void CreateInstruments(Meter meter)
    {
        foreach (var (family, name, unit, meaning) in s_counted)
            meter.CreateObservableCounter(name, () => _series.Of(family, s_tags), unit, meaning);

        var told = s_counted.Select(c => c.Family).Append("upload.milliseconds").ToHashSet(StringComparer.Ordinal);
        meter.CreateObservableCounter("weaver.counters", () => _series.Rest(told), "{occurrence}", "Every other counter of Weaver, by its name.");
        meter.CreateObservableCounter("weaver.upload.duration", () => _series.SumOf("upload.milliseconds") / 1000.0, "s", "Time that requests with events took, tries that failed included.");
        meter.CreateObservableUpDownCounter("weaver.events.pending", Pending, "{event}", "Events that wait for delivery, in memory or on disk, by track.");
        meter.CreateObservableUpDownCounter("weaver.probes", ProbesByStatus, "{probe}", "Probes that are there, by status and type.");
        meter.CreateObservableCounter("weaver.probe.hits", Hits, "{hit}", "How often the places of probes were reached.");
        meter.CreateObservableCounter("weaver.probe.hits.captured", Captured, "{hit}", "Hits that have become an event, a sample, a span or tags.");
        meter.CreateObservableCounter("weaver.probe.hits.dropped", HitsDropped, "{hit}", "Hits that came to nothing although their condition held, by reason.");
        meter.CreateObservableUpDownCounter("weaver.gates.open", () => (long)parts.Functions.OpenGates, "{gate}", "Methods that run their probed twin.");
        meter.CreateObservableCounter("weaver.hooks.failed", static () => HookCounters.HookFailed, "{call}", "Calls in which something of Weaver's failed; the program went on.");
        meter.CreateObservableCounter("weaver.hooks.passed", HooksPassed, "{call}", "Calls that probes did not look at, by reason.");
        meter.CreateObservableUpDownCounter("weaver.troubles", () => (long)parts.Counters.Troubles.Present.Count, "{trouble}", "What does not work now, such as an agent that cannot be reached.");
        meter.CreateObservableGauge("weaver.probes.cpu.utilization", () => parts.Budget.Share, "1", "Share of all processors that the probes used lately.");
    }

    private List<Measurement<long>> Pending()
    {
        var left = _series.By("events.accepted", "track");
        var found = _series.By("events.recovered", "track");
        var sent = _series.By("events.sent", "track");
        var dropped = _series.By("events.dropped", "track");

        // They are read one after the other, while threads count.
        return [.. left.Select(t => new Measurement<long>(Math.Max(0, t.Value + found.GetValueOrDefault(t.Key) - sent.GetValueOrDefault(t.Key) - dropped.GetValueOrDefault(t.Key)), Tag("weaver.track", t.Key)))];
    }

    private List<Measurement<long>> ProbesByStatus() =>
    [
        .. parts.Registry.Entries.GroupBy(e => (Status: e.Status.WireName(), Type: StatusReport.KindOf(e)))
            .Select(g => new Measurement<long>(g.Count(), Tag("weaver.probe.status", g.Key.Status), Tag("weaver.probe.type", g.Key.Type))),
    ];

    private long Hits() => parts.Registry.Retired.Read().Hits + parts.Registry.Entries.Sum(e => e.Figures.Hits);

    private long Captured() => parts.Registry.Retired.Read().Captured + parts.Registry.Entries.Sum(e => e.Figures.Captured);

    private List<Measurement<long>> HitsDropped()
    {
        var drops = parts.Registry.Retired.Read().Drops;
        foreach (var (reason, count) in parts.Registry.Entries.SelectMany(e => e.Figures.Drops()))
            drops[reason] = drops.GetValueOrDefault(reason) + count;

        return [.. drops.Select(d => new Measurement<long>(d.Value, Tag("weaver.reason", d.Key)))];
    }

    private static List<Measurement<long>> HooksPassed() =>
    [
        new(HookCounters.StackRefused, Tag("weaver.reason", "stackNearlyFull")),
        new(HookCounters.Reentrant, Tag("weaver.reason", "reentrantHooks")),
    ];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
