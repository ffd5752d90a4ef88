using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Threading;
using Weaver.Common;
using Weaver.Language;

namespace Weaver.Signals;

/// <summary>One instrument. Recording allocates nothing.</summary>
/// <remarks>
/// Any thread may record, before it is published too: then nobody listens. Publishing and disposing happen once each, and
/// may meet. Neither throws: a listener of the program that does is told to the self-log.
/// </remarks>
internal sealed class MetricInstrument(MetricKind kind, string name) : IDisposable
{
    private Meter? _meter;
    private Instrument<double>? _instrument;
    private int _isDisposed;

    public MetricKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Somebody listens.</summary>
    public bool IsEnabled => Volatile.Read(ref _instrument) is { Enabled: true };

    public void Record(double value, KeyValuePair<string, object?>[] tags)
    {
        switch (Volatile.Read(ref _instrument))
        {
            case Counter<double> counter:
                counter.Add(value, tags);
                break;
            case Gauge<double> gauge:
                gauge.Record(value, tags);
                break;
            case Histogram<double> histogram:
                histogram.Record(value, tags);
                break;
        }
    }

    /// <summary>Creates the instrument, of which everybody who listens to meters is told.</summary>
    public void Publish()
    {
        if (Volatile.Read(ref _isDisposed) != 0)
            return;

        var meter = new Meter(MetricInstruments.MeterName);
        Interlocked.Exchange(ref _meter, meter);
        try
        {
            Volatile.Write(ref _instrument, Kind switch
            {
                MetricKind.Count => meter.CreateCounter<double>(Name),
                MetricKind.Gauge => meter.CreateGauge<double>(Name),
                _ => meter.CreateHistogram<double>(Name),
            });
        }
        catch (Exception e)
        {
            SelfLog.Once("metric", $"A listener of the program failed when it was shown the instrument '{Name}', so nobody hears the instrument.", e);
        }

        // It was given up meanwhile.
        if (Volatile.Read(ref _isDisposed) != 0)
            DisposeMeter();
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _isDisposed, 1);
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
            SelfLog.Once("metric", $"A listener of the program failed when the instrument '{Name}' ended.", e);
        }
    }
}
