using System;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Redaction;
using Weaver.Upload;

namespace Weaver.Signals;

/// <summary>What the signals of one debugger have in common. Immutable but for the limiter's state.</summary>
internal sealed class SignalContext
{
    public required string Service { get; init; }

    public required Clock Clock { get; init; }

    public required RedactionRules Redaction { get; init; }

    public required CaptureOptions Capture { get; init; }

    public required CaptureCounters Captures { get; init; }

    public required TimeSpan EvaluationTimeout { get; init; }

    /// <summary>The budget of all events with captured values; asked last, so that one hot probe cannot drain it.</summary>
    public required RateLimiter GlobalLimiter { get; init; }

    public required SignalCollector Collector { get; init; }

    public MetricInstruments Instruments { get; } = new();

    /// <summary>Null when metrics go to no DogStatsD server.</summary>
    public DogStatsdClient? Statsd { get; init; }
}
