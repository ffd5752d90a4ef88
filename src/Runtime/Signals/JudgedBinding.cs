using System.Diagnostics;
using Weaver.Expressions;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>What the bindings of all probes without captured values have in common: events for what does not evaluate, and nothing else.</summary>
internal abstract class JudgedBinding(HitGate gate, ProbeTarget target) : GatedBinding(gate)
{
    protected ErrorEvents Errors { get; } = new(gate, target);

    /// <summary>Counts a hit, asks whether the probe looks at it, and then <see cref="Judge"/>.</summary>
    protected Verdict Begin(in Hit hit)
    {
        if (Gate.IsShut(in hit))
        {
            Gate.Refuse(in hit);
            return Verdict.Done;
        }

        // Not the first: that one has code compiled, which happens once.
        if ((Gate.Figures.AddHit(hit.Thread) & (HitsPerTiming - 1)) != HitsPerTiming / 2)
            return Judge(in hit);

        var began = Stopwatch.GetTimestamp();
        var verdict = Judge(in hit);
        Gate.Figures.AddTime((Stopwatch.GetTimestamp() - began) * HitsPerTiming);
        return verdict;
    }

    /// <summary>What can be said at the first look of a hit that was counted.</summary>
    protected abstract Verdict Judge(in Hit hit);

    /// <summary>Condition and limits, where the condition is simple.</summary>
    protected Verdict JudgeCondition(in Hit hit, HitCondition condition)
    {
        switch (condition.Look(in hit))
        {
            case QuickAnswer.Unknown:
                return Verdict.Counted;
            case QuickAnswer.False:
                Gate.Figures.AddFalse(hit.Thread);
                return Verdict.Done;
            default:
                return Gate.MayEmit(in hit) ? Verdict.Passed : Verdict.Done;
        }
    }

    /// <summary>What the first look left open of it. True when the hit was let through; else it has been ended.</summary>
    protected bool Passes(in Hit hit, HitCondition condition, ref FrameScope scope, ref EvaluationBudget budget) =>
        hit.Verdict == Verdict.Passed || (Holds(in hit, condition, ref scope, ref budget) && Gate.MayEmit(in hit));

    /// <summary>Whether the condition holds. When it does not, or fails, the hit has been ended.</summary>
    protected bool Holds(in Hit hit, HitCondition condition, ref FrameScope scope, ref EvaluationBudget budget)
    {
        var result = condition.Test(ref scope, ref budget);
        if (result.Outcome == ConditionOutcome.Error)
            Errors.End(in hit, result.Error!);
        else if (result.Outcome == ConditionOutcome.False)
            Gate.Figures.AddFalse(hit.Thread);

        return result.Outcome == ConditionOutcome.True;
    }
}
