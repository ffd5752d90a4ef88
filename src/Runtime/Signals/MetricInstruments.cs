using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Threading;
using Weaver.Language;

namespace Weaver.Signals;

/// <summary>The instruments of the meter <c>Weaver.Probes</c>, one for each name and kind that a probe uses now.</summary>
/// <remarks>
/// Any thread may call. A meter never gives up an instrument, so each one has a meter of its own under the same name, which
/// goes with the last probe that uses it: probes may come and go for ever.
/// </remarks>
internal sealed class MetricInstruments
{
    public const string MeterName = "Weaver.Probes";

    private readonly Lock _lock = new();
    private readonly Dictionary<(MetricKind Kind, string Name), (MetricInstrument Instrument, int Users)> _instruments = [];

    /// <summary>An instrument for one probe. Give it back once.</summary>
    public MetricInstrument Rent(MetricKind kind, string name)
    {
        lock (_lock)
        {
            var (instrument, users) = _instruments.TryGetValue((kind, name), out var known) ? known : (new MetricInstrument(kind, name), 0);
            _instruments[(kind, name)] = (instrument, users + 1);
            return instrument;
        }
    }

    public void Return(MetricInstrument instrument)
    {
        lock (_lock)
        {
            var key = (instrument.Kind, instrument.Name);
            if (!_instruments.TryGetValue(key, out var known) || known.Instrument != instrument)
                return;

            if (known.Users > 1)
            {
                _instruments[key] = (instrument, known.Users - 1);
                return;
            }

            _instruments.Remove(key);
        }

        // Outside the lock: whoever listens to meters is told.
        instrument.Dispose();
    }
}

/// <summary>One instrument. Recording allocates nothing.</summary>
internal sealed class MetricInstrument : IDisposable
{
    private readonly Meter _meter = new(MetricInstruments.MeterName);
    private readonly Counter<double>? _counter;
    private readonly Gauge<double>? _gauge;
    private readonly Histogram<double>? _histogram;
    private readonly Instrument _instrument;

    public MetricInstrument(MetricKind kind, string name)
    {
        Kind = kind;
        Name = name;
        switch (kind)
        {
            case MetricKind.Count:
                _instrument = _counter = _meter.CreateCounter<double>(name);
                break;
            case MetricKind.Gauge:
                _instrument = _gauge = _meter.CreateGauge<double>(name);
                break;
            default:
                _instrument = _histogram = _meter.CreateHistogram<double>(name);
                break;
        }
    }

    public MetricKind Kind { get; }

    public string Name { get; }

    /// <summary>Somebody listens.</summary>
    public bool IsEnabled => _instrument.Enabled;

    public void Record(double value, KeyValuePair<string, object?>[] tags)
    {
        if (_counter is not null)
            _counter.Add(value, tags);
        else if (_gauge is not null)
            _gauge.Record(value, tags);
        else
            _histogram!.Record(value, tags);
    }

    public void Dispose() => _meter.Dispose();
}
