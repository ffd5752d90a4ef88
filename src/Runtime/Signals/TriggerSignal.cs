using System;
using System.Collections.Generic;
using System.Diagnostics;
using Weaver.Common;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A trigger probe in force: it starts a session in the trace that is current.</summary>
internal sealed class TriggerSignal(TriggerProbe probe, ProbeEntry entry, SignalContext context) : ProbeSignal
{
    public TriggerProbe Probe { get; } = probe;

    public HitGate Gate { get; } = new(probe, entry, context, RateOf(probe, context));

    public override ProbeBinding Bind(ProbeTarget target, DeclaringType declaring) => new TriggerBinding(this, target);

    private static RateLimiter? RateOf(TriggerProbe probe, SignalContext context) =>
        probe.Cooldown > TimeSpan.Zero ? RateLimiter.WithoutBurst(1 / probe.Cooldown.TotalSeconds, context.Clock.Time) : null;
}

/// <summary>A trigger probe at one place.</summary>
internal sealed class TriggerBinding(TriggerSignal signal, ProbeTarget target)
    : MomentBinding<TriggerMoment>(signal.Gate, target, variables => new TriggerMoment(signal.Probe, signal.Gate.Context, variables))
{
    // Whether there is a trace is asked before the cooldown begins, so its limits are not asked at the first look.
    protected override Verdict Judge(in Hit hit, TriggerMoment prepared)
    {
        if (prepared.Condition.Look(in hit) != Expressions.QuickAnswer.False)
            return Verdict.Counted;

        Gate.Figures.AddFalse(hit.Thread);
        return Verdict.Done;
    }

    protected override void Act(in Hit hit, TriggerMoment prepared)
    {
        var scope = HitScope.Create(in hit);
        var budget = NewBudget();
        if (!Holds(in hit, prepared.Condition, ref scope, ref budget))
            return;

        if (Activity.Current is not { } current)
        {
            Gate.Figures.AddMatch();
            Gate.Figures.AddDrop(ProbeDrop.NoActivity);
            return;
        }

        if (!Gate.MayEmit(in hit))
            return;

        if (TraceSessions.Start(TraceSessions.RootOf(current), signal.Probe.SessionId, signal.Probe.Level, signal.Probe.Id))
            Gate.Emitted();
        else
            Gate.Dropped(ProbeDrop.SessionBudget);
    }
}

/// <summary>The condition of a trigger probe at one moment.</summary>
internal sealed class TriggerMoment(TriggerProbe probe, SignalContext context, IReadOnlyList<SiteVariable> variables) : PreparedMoment
{
    public HitCondition Condition { get; } = new(probe.When, variables, context.Redaction);

    public override IEnumerable<string> Problems => Describe("condition", Condition.Problems);
}
