using System;
using System.Linq;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Language;
using Weaver.Probes;
using Weaver.Upload;

namespace Weaver.Signals;

/// <summary>What all bindings of one log probe share: its limits, its figures, and which hits may become events.</summary>
/// <remarks>Any thread may call. Order of the questions: condition, probe's rate, global rate, probe's number of events; each refusal has its counter.</remarks>
internal sealed class LogSignal
{
    private const double SecondsBetweenErrorEvents = 300;

    private readonly RateLimiter _rate;
    private readonly RateLimiter _errorEvents;
    private readonly bool _sessionOnly;
    private readonly HitQuota _quota;

    public LogSignal(LogProbe probe, ProbeEntry entry, SignalContext context)
    {
        Probe = probe;
        Entry = entry;
        Figures = entry.Figures;
        Context = context;
        _quota = entry.Quota;
        Limits = LimitsOf(probe.Capture);
        HasValues = probe.CaptureSnapshot || probe.CaptureExpressions.Count != 0;
        HasDuration = HasValues || probe.When is null || NamesDuration(probe.When) || probe.Segments.Any(s => NamesDuration(s.Expression));

        // Events with values never come in bursts. At thousands of plain messages a second two are microseconds apart, and
        // a burst of a hundredth of a second's worth is what the rate means.
        _rate = new RateLimiter(probe.Rate, HasValues ? 1 : Math.Max(1, probe.Rate / 100), context.Clock.Frequency);
        _errorEvents = RateLimiter.WithoutBurst(1 / SecondsBetweenErrorEvents, context.Clock.Time);
        _sessionOnly = probe.FindTag("session_id") is not null;
    }

    public LogProbe Probe { get; }

    public ProbeEntry Entry { get; }

    public SignalContext Context { get; }

    public CaptureLimits Limits { get; }

    public ProbeFigures Figures { get; }

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

    /// <summary>This probe does not look at the present hit at all; <see cref="Refuse"/> counts it.</summary>
    public bool IsShut => _sessionOnly || _quota.IsSpent || Entry.Restraint != Restraint.None;

    /// <summary>Counts a hit that is not looked at.</summary>
    public void Refuse(in Hit hit)
    {
        // Sessions are started by trigger probes, which this version does not have: no session is ever active.
        Figures.AddHit(hit.Thread);
        Figures.AddDrop(
            hit.Thread,
            _sessionOnly ? ProbeDrop.SessionInactive
            : Entry.Restraint == Restraint.Resting ? ProbeDrop.CpuBudget
            : Entry.Restraint == Restraint.Disarmed ? ProbeDrop.Disarmed
            : ProbeDrop.MaxHits);
    }

    /// <summary>
    /// The condition holds. False when a limit refuses the event; otherwise the event ends in <see cref="Emit"/>,
    /// <see cref="Abandon"/> or <see cref="GiveBack"/>.
    /// </summary>
    public bool MayEmit(in Hit hit)
    {
        Figures.AddMatch(hit.Thread);
        var now = Context.Clock.At(hit.Timestamp);
        if (!_rate.TryAcquire(now))
        {
            Figures.AddDrop(hit.Thread, ProbeDrop.RateLimitProbe);
            return false;
        }

        if (HasValues && !Context.GlobalLimiter.TryAcquire(now))
        {
            Figures.AddDrop(hit.Thread, ProbeDrop.RateLimitGlobal);
            return false;
        }

        if (_quota.TryTake())
            return true;

        Figures.AddDrop(ProbeDrop.MaxHits);
        return false;
    }

    /// <summary>The probe is gone before the end of a call that was to be an event.</summary>
    public void Abandon()
    {
        GiveBack();
        Figures.AddDrop(ProbeDrop.Removed);
    }

    /// <summary>Something failed on the way to an event.</summary>
    public void GiveBack() => _quota.GiveBack();

    /// <summary>The condition failed. False when an earlier error event still speaks for this one.</summary>
    public bool MayEmitError(in Hit hit, bool isTimeout)
    {
        if (_errorEvents.TryAcquire(Context.Clock.At(hit.Timestamp)))
            return true;

        Figures.AddDrop(isTimeout ? ProbeDrop.EvaluationTimeout : ProbeDrop.EvaluationErrorThrottled);
        return false;
    }

    /// <summary>Hands the finished event over.</summary>
    public void Emit(JsonText json, int maxBytes, bool isErrorOnly)
    {
        var isTaken = Context.Collector.Emit(Track, json, maxBytes, Figures);
        if (isErrorOnly)
            return;

        if (!isTaken)
        {
            GiveBack();
            return;
        }

        Entry.NoteEmitted(Probe);
        if (_quota.Use())
            Entry.NoteFinished(Probe);
    }

    private static bool NamesDuration(ExpressionSource? source) =>
        source?.Expression?.ToString().Contains(SiteVariable.Duration.Name, StringComparison.Ordinal) == true;
}
