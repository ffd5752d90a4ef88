using System;
using Weaver.Common;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>Which hits of one probe may come to something. Every hit ends under exactly one name.</summary>
/// <remarks>
/// Any thread may call. Order of the questions: session, condition, the probe's rate, the global rate, the probe's number of
/// signals. A hit ends in <see cref="Refuse"/>, in a condition that is false, in an error event, in a refusal that is counted
/// here, or in <see cref="Emitted()"/>, <see cref="Dropped"/> or <see cref="GiveBack"/>.
/// </remarks>
internal class HitGate
{
    private const double SecondsBetweenErrorEvents = 300;

    private readonly RateLimiter? _rate;
    private readonly RateLimiter? _globalRate;
    private readonly RateLimiter _errorEvents;
    private readonly SessionGate? _session;
    private readonly HitQuota _quota;

    /// <param name="probe">The probe.</param>
    /// <param name="entry">Its state.</param>
    /// <param name="context">What all signals share.</param>
    /// <param name="rate">Of the probe; null for no limit.</param>
    /// <param name="cost">What a hit takes from the budget of its session; snapshots also draw on the global rate.</param>
    public HitGate(Probe probe, ProbeEntry entry, SignalContext context, RateLimiter? rate = null, SessionBudget cost = SessionBudget.None)
    {
        Probe = probe;
        Entry = entry;
        Figures = entry.Figures;
        Context = context;
        _quota = entry.Quota;
        _rate = rate;
        _globalRate = cost == SessionBudget.Snapshots ? context.GlobalLimiter : null;
        _errorEvents = RateLimiter.WithoutBurst(1 / SecondsBetweenErrorEvents, context.Clock.Time);
        _session = SessionGate.Of(probe, cost);
    }

    public Probe Probe { get; }

    public ProbeEntry Entry { get; }

    public ProbeFigures Figures { get; }

    public SignalContext Context { get; }

    /// <summary>Neither a session, a rate nor a number of signals is asked about any hit.</summary>
    public bool HasNoLimits => _session is null && _rate is null && _globalRate is null && _quota.IsUnlimited;

    /// <summary>This probe does not look at the present hit at all; <see cref="Refuse"/> counts it.</summary>
    public bool IsShut(in Hit hit) =>
        (_session is not null && !_session.IsActive(in hit)) || _quota.IsSpent || Entry.Restraint != Restraint.None;

    /// <summary>Counts a hit that is not looked at.</summary>
    public void Refuse(in Hit hit)
    {
        Figures.AddHit(hit.Thread);
        Figures.AddDrop(
            hit.Thread,
            _session is not null && !_session.WasActive(in hit) ? ProbeDrop.SessionInactive
            : Entry.Restraint == Restraint.Resting ? ProbeDrop.CpuBudget
            : Entry.Restraint == Restraint.Disarmed ? ProbeDrop.Disarmed
            : ProbeDrop.MaxHits);
    }

    /// <summary>Our own work reached the place; that is not looked at.</summary>
    public void Reenter()
    {
        Figures.AddHit();
        Figures.AddDrop(ProbeDrop.Reentrant);
    }

    /// <summary>The condition holds. False, and counted, when a limit refuses the hit.</summary>
    public bool MayEmit(in Hit hit)
    {
        Figures.AddMatch(hit.Thread);
        if (Ask(in hit) is not { } refusal)
            return true;

        Figures.AddDrop(hit.Thread, refusal);
        return false;
    }

    /// <summary>Something failed to evaluate. False, and counted, when an earlier error event still speaks for this one.</summary>
    public bool MayEmitError(in Hit hit, bool isTimeout)
    {
        if (TryTakeError(in hit))
            return true;

        Figures.AddDrop(hit.Thread, isTimeout ? ProbeDrop.EvaluationTimeout : ProbeDrop.EvaluationErrorThrottled);
        return false;
    }

    /// <summary>It is time for an error event. Counts nothing.</summary>
    public bool TryTakeError(in Hit hit) => _errorEvents.TryAcquire(Context.Clock.At(hit.Timestamp));

    /// <summary>The hit that was let through has become a signal, which is not counted yet.</summary>
    public void Emitted() => Emitted(ThreadNumber.Current);

    /// <inheritdoc cref="Emitted()"/>
    /// <param name="thread">The number of the calling thread, for callers that know it.</param>
    public void Emitted(int thread)
    {
        Figures.AddCaptured(thread);
        NoteEmitted();
    }

    /// <summary>The hit that was let through has become a signal, which the collector has counted.</summary>
    public void NoteEmitted()
    {
        Entry.NoteEmitted(Probe);
        if (_quota.Use())
            Entry.NoteFinished(Probe);
    }

    /// <summary>The hit that was let through came to nothing.</summary>
    public void Dropped(ProbeDrop reason)
    {
        _quota.GiveBack();
        Figures.AddDrop(reason);
    }

    /// <summary>The hit that was let through came to nothing, and that is counted elsewhere.</summary>
    public void GiveBack() => _quota.GiveBack();

    private ProbeDrop? Ask(in Hit hit)
    {
        // A session has a budget of its own in the place of the probe's rate.
        if (_session is not null)
        {
            if (_session.Take(in hit) is { } refusal)
                return refusal;
        }
        else if (_rate is not null && !_rate.TryAcquire(Context.Clock.At(hit.Timestamp)))
        {
            return ProbeDrop.RateLimitProbe;
        }

        if (_globalRate is not null && !_globalRate.TryAcquire(Context.Clock.At(hit.Timestamp)))
        {
            _session?.GiveBack(in hit);
            return ProbeDrop.RateLimitGlobal;
        }

        if (_quota.TryTake())
            return null;

        _session?.GiveBack(in hit);
        return ProbeDrop.MaxHits;
    }
}
