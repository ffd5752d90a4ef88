using System;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Language;
using Weaver.Probes;
using Weaver.Upload;

namespace Weaver.Signals;

/// <summary>What all bindings of one log probe share: which hits may become events, and how the events leave.</summary>
internal sealed class LogSignal : HitGate
{
    public LogSignal(LogProbe probe, ProbeEntry entry, SignalContext context)
        : base(probe, entry, context, RateOf(probe, context), CapturesValues(probe) ? SessionBudget.Snapshots : SessionBudget.Messages)
    {
        Probe = probe;
        Limits = LimitsOf(probe.Capture);
        HasValues = CapturesValues(probe);
        HasDuration = HasValues || probe.When is null || HitScope.NamesDuration(probe);
    }

    public new LogProbe Probe { get; }

    public CaptureLimits Limits { get; }

    /// <summary>Events carry captured values; they draw on the global budget.</summary>
    public bool HasValues { get; }

    /// <summary>
    /// Events at ends of methods tell how long the call took. A plain message with a condition does so only when the probe
    /// names <c>@duration</c>: knowing it costs more at each call than testing the condition.
    /// </summary>
    public bool HasDuration { get; }

    public Track Track => HasValues ? Track.Snapshots : Track.Logs;

    public static CaptureLimits LimitsOf(CaptureSettings settings) =>
        CaptureLimits.Create(settings.MaxReferenceDepth, settings.MaxCollectionSize, settings.MaxLength, settings.MaxFieldCount);

    /// <summary>The probe is gone before the end of a call that was to be an event.</summary>
    public void Abandon() => Dropped(ProbeDrop.Removed);

    /// <summary>Hands the finished event over.</summary>
    public void Emit(JsonText json, int maxBytes, bool isErrorOnly)
    {
        var isTaken = Context.Collector.Emit(Track, json, maxBytes, Figures);
        if (isErrorOnly)
            return;

        if (isTaken)
            NoteEmitted();
        else
            GiveBack();
    }

    private static bool CapturesValues(LogProbe probe) => probe.CaptureSnapshot || probe.CaptureExpressions.Count != 0;

    // Events with values never come in bursts. At thousands of plain messages a second two are microseconds apart, and a
    // burst of a hundredth of a second's worth is what the rate means.
    private static RateLimiter RateOf(LogProbe probe, SignalContext context) =>
        new(probe.Rate, CapturesValues(probe) ? 1 : Math.Max(1, probe.Rate / 100), context.Clock.Frequency);
}
