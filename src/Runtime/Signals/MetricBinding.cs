using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A metric probe at one place.</summary>
internal sealed class MetricBinding(MetricSignal signal, ProbeTarget target)
    : MomentBinding<MetricMoment>(signal.Gate, target, variables => new MetricMoment(signal.Probe, signal.Gate.Context, variables))
{
    private static readonly EvaluationError s_noValue =
        new(EvaluationErrorKind.Unbound, "value", "The metric has no value, and only a COUNT counts 1 for each hit. Give it a \"value\".");

    // Counting is all there is to most hits, and then it is done in one step.
    public override Verdict Look(in Hit hit)
    {
        if (!signal.IsUnconditional || signal.HasListeners || Gate.Entry.Restraint != Restraint.None)
            return base.Look(in hit);

        if (At(hit.Moment) is not { } prepared)
            return Verdict.Done;

        if (!prepared.TryLook(in hit, out var value))
            return base.Look(in hit);

        signal.Take(hit.Thread, value);
        return Verdict.Done;
    }

    protected override Verdict Judge(in Hit hit, MetricMoment prepared)
    {
        var verdict = JudgeCondition(in hit, prepared.Condition);

        // A listener may do anything; without one a simple sample is taken here and now.
        if (verdict != Verdict.Passed || signal.HasListeners || !prepared.TryLook(in hit, out var value))
            return verdict;

        signal.Record(in hit, value);
        return Verdict.Done;
    }

    protected override void Act(in Hit hit, MetricMoment prepared)
    {
        var scope = HitScope.Create(in hit);
        var budget = NewBudget();
        if (!Passes(in hit, prepared.Condition, ref scope, ref budget))
            return;

        try
        {
            if (prepared.TryLook(in hit, out var value) || TryEvaluate(prepared, ref scope, ref budget, out value, out var error))
            {
                signal.Record(in hit, value);
                return;
            }

            Gate.GiveBack();
            Errors.End(in hit, error);
        }
        catch (Exception)
        {
            Gate.GiveBack();
            throw;
        }
    }

    private static bool TryEvaluate(MetricMoment prepared, ref FrameScope scope, ref EvaluationBudget budget, out double number, out EvaluationError error)
    {
        number = 0;
        error = s_noValue;
        if (prepared.Value is not { } value)
            return false;

        var result = Evaluator.Evaluate(value, in scope, ref budget);
        if (!result.IsFailed && MetricNumber.TryRead(result.Value, out number))
            return true;

        error = result.Error ?? new EvaluationError(
            EvaluationErrorKind.Runtime, value.Text, $"A metric takes a finite number, but the value is of type {SafeTypes.NameOf(result.Value)}.");
        return false;
    }
}

/// <summary>Condition and value of a metric probe at one moment.</summary>
internal sealed class MetricMoment : PreparedMoment
{
    private readonly QuickNumber? _quick;
    private readonly bool _isOne;

    public MetricMoment(MetricProbe probe, SignalContext context, IReadOnlyList<SiteVariable> variables)
    {
        Condition = new HitCondition(probe.When, variables, context.Redaction);
        Value = probe.Value is { } value ? PreparedExpression.Create(value, variables, types: null, context.Redaction) : null;
        _quick = Value is null ? null : QuickNumber.TryCreate(Value);
        _isOne = Value is null && probe.Kind == MetricKind.Count;
    }

    public HitCondition Condition { get; }

    /// <summary>Null when the probe has none.</summary>
    public PreparedExpression? Value { get; }

    public override IEnumerable<string> Problems => Describe("condition", Condition.Problems).Concat(Describe("value", Value?.Problems));

    /// <summary>The sample, if it is simple to read. Allocates nothing and makes no native call.</summary>
    public bool TryLook(in Hit hit, out double number)
    {
        number = 1;
        return _isOne || (_quick is not null && _quick.TryRead(in hit.Frame, hit.Moment == Moment.Return, out number));
    }
}
