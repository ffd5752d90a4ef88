using System.Collections.Generic;
using Weaver.Language;
using Weaver.Probes;
using Weaver.Upload;

namespace Weaver.Signals;

/// <summary>A metric probe in force: each hit is one sample of its instrument and, with an agent, of its DogStatsD series.</summary>
/// <remarks>Any thread may hit. A hit allocates nothing: tags and names are made here, once.</remarks>
internal sealed class MetricSignal : ProbeSignal
{
    /// <summary>What the names of DogStatsD metrics begin with.</summary>
    public const string StatsdPrefix = "dynamic.instrumentation.metric.probe.";

    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly MetricInstrument _instrument;
    private readonly StatsdSeries? _series;

    public MetricSignal(MetricProbe probe, ProbeEntry entry, SignalContext context)
    {
        Probe = probe;
        Gate = new HitGate(probe, entry, context);
        IsUnconditional = probe.When is null && Gate.HasNoLimits;
        _tags = ProbeTags.Of(probe, "probe-id", "debugger.probeid");
        _instrument = context.Instruments.Rent(probe.Kind, probe.MetricName);
        _series = context.Statsd?.Open(StatsdPrefix + probe.MetricName, TypeOf(probe.Kind), _tags);
    }

    public MetricProbe Probe { get; }

    public HitGate Gate { get; }

    /// <summary>Somebody listens to the instrument: recording runs code that is not ours.</summary>
    public bool HasListeners => _instrument.IsEnabled;

    public override ProbeBinding Bind(ProbeTarget target, DeclaringType declaring) => new MetricBinding(this, target);

    /// <summary>Every hit is a sample: neither a condition nor a limit stands before it.</summary>
    public bool IsUnconditional { get; }

    /// <summary>Takes the sample of a hit that nothing else is asked about, and that was not counted yet. Nobody listens to the instrument.</summary>
    public void Take(int thread, double value)
    {
        if (_series is null)
        {
            Gate.Figures.AddDroppedHit(thread, ProbeDrop.NoSink);
            return;
        }

        _series.Add(thread, value);
        Gate.Figures.AddCapturedHit(thread);
        Gate.Entry.NoteEmitted(Probe);
    }

    /// <summary>Takes the sample of a hit that was let through.</summary>
    public void Record(in Hit hit, double value)
    {
        if (_series is null && !_instrument.IsEnabled)
        {
            Gate.Dropped(ProbeDrop.NoSink);
            return;
        }

        _instrument.Record(value, _tags);
        _series?.Add(hit.Thread, value);
        Gate.Emitted(hit.Thread);
    }

    protected override void OnClose()
    {
        _series?.Close();
        Gate.Context.Instruments.Return(_instrument);
    }

    private static StatsdType TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Count => StatsdType.Count,
        MetricKind.Gauge => StatsdType.Gauge,
        MetricKind.Histogram => StatsdType.Histogram,
        _ => StatsdType.Distribution,
    };
}
