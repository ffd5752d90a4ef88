using System.Collections.Generic;

namespace Weaver.Language;

internal enum MetricKind
{
    /// <summary>Adds the value to a sum; without a value, 1.</summary>
    Count,

    /// <summary>Replaces the last value.</summary>
    Gauge,

    /// <summary>One sample among many, summed up where it is measured.</summary>
    Histogram,

    /// <summary>One sample among many, summed up over all hosts.</summary>
    Distribution,
}

/// <summary>Gives one sample of a metric for each hit.</summary>
internal sealed class MetricProbe : Probe
{
    public MetricProbe(ProbeHeader header, MetricKind kind, string metricName, ExpressionSource? value, ExpressionSource? when)
        : base(ProbeType.Metric, header)
    {
        Kind = kind;
        MetricName = metricName;
        Value = value;
        When = when;
    }

    public MetricKind Kind { get; }

    /// <summary>As the file says, never empty; what leaves the process has a prefix before it.</summary>
    public string MetricName { get; }

    /// <summary>The sample; null means 1 for a count, and an evaluation error at each hit for the other kinds.</summary>
    public ExpressionSource? Value { get; }

    /// <summary>The condition; null means always.</summary>
    public ExpressionSource? When { get; }

    public override IEnumerable<ExpressionSource> Expressions()
    {
        if (When != null)
            yield return When;
        if (Value != null)
            yield return Value;
    }
}
