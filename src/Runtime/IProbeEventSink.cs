using System;

namespace Weaver;

/// <summary>Receives every event that probes produce. Register one through <see cref="WeaverOptions.Sinks"/>.</summary>
/// <remarks>
/// Called by one background thread of Weaver at a time, never by the thread that hit the probe. An exception thrown here
/// is counted (<c>sinkFailed</c>) and affects neither the program nor other sinks. A slow sink fills the event queue;
/// events that find it full are dropped and counted.
/// </remarks>
public interface IProbeEventSink
{
    /// <summary>Takes one event. Its bytes are reused after the call returns: copy what you keep.</summary>
    void Write(in ProbeEvent e);
}

/// <summary>Where an event belongs.</summary>
public enum ProbeEventTrack
{
    /// <summary>A message without captured values.</summary>
    Logs,

    /// <summary>A snapshot or captured expressions.</summary>
    Snapshots,

    /// <summary>A change of a probe's status.</summary>
    Diagnostics,
}

/// <summary>One event on its way out.</summary>
public readonly ref struct ProbeEvent
{
    internal ProbeEvent(ProbeEventTrack track, string probeId, string? message, ReadOnlySpan<byte> json)
    {
        Track = track;
        ProbeId = probeId;
        Message = message;
        Json = json;
    }

    public ProbeEventTrack Track { get; }

    /// <summary>Id of the probe that produced the event.</summary>
    public string ProbeId { get; }

    /// <summary>The rendered message, also contained in <see cref="Json"/>; of a diagnostics event the sentence that explains the status. Null when there is none.</summary>
    public string? Message { get; }

    /// <summary>Of a diagnostics event the new status, else null.</summary>
    public string? Status { get; internal init; }

    /// <summary>Ids of the activity in which the probe was hit, as in <see cref="Json"/>; null without one.</summary>
    internal string? TraceId { get; init; }

    /// <inheritdoc cref="TraceId"/>
    internal string? SpanId { get; init; }

    /// <summary>What did not evaluate and why, as one text; null when all did.</summary>
    internal string? EvaluationErrors { get; init; }

    /// <summary>One JSON object in UTF-8, redacted already, at most 1 MiB. Valid only during the call.</summary>
    public ReadOnlySpan<byte> Json { get; }
}
