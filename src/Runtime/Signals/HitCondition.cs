using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Signals;

/// <summary>The condition of a probe at one moment of one method, or none, which always holds. Immutable.</summary>
internal sealed class HitCondition
{
    private readonly PreparedExpression? _when;
    private readonly QuickCondition? _quick;

    public HitCondition(ExpressionSource? when, IReadOnlyList<SiteVariable> variables, RedactionRules rules)
    {
        _when = when is null ? null : PreparedExpression.Create(when, variables, types: null, rules);
        _quick = _when is null ? null : QuickCondition.TryCreate(_when);
    }

    /// <summary>What does not bind here; null without a condition.</summary>
    public IReadOnlyList<LanguageError>? Problems => _when?.Problems;

    /// <summary>Whether it holds, if that is simple. Allocates nothing and makes no native call.</summary>
    public QuickAnswer Look(in Hit hit)
    {
        if (_when is null)
            return QuickAnswer.True;
        if (_quick is null)
            return QuickAnswer.Unknown;

        return _quick.Test(in hit.Frame, hit.Moment == Moment.Return, _quick.NeedsDuration ? HitScope.Duration(in hit) : 0);
    }

    /// <summary>Whether it holds, in every case.</summary>
    public ConditionResult Test(ref FrameScope scope, ref EvaluationBudget budget) =>
        _when is null ? new ConditionResult(ConditionOutcome.True, null) : Evaluator.EvaluateCondition(_when, in scope, ref budget);
}

/// <summary>The variables of a hit as expressions read them.</summary>
internal static class HitScope
{
    public static FrameScope Create(in Hit hit) => new(hit.Frame)
    {
        Exception = hit.Exception as Exception,
        HasReturned = hit.Moment == Moment.Return,
        DurationMilliseconds = Duration(in hit),
    };

    /// <summary>One of the probe's expressions speaks of the duration: the time at which a call began must be known at its end.</summary>
    public static bool NamesDuration(Probe probe) =>
        probe.Expressions().Any(e => e.Expression?.ToString().Contains(SiteVariable.Duration.Name, StringComparison.Ordinal) == true);

    /// <summary>Milliseconds since the call began; 0 at its beginning and at lines.</summary>
    public static double Duration(in Hit hit) => hit.Moment is Moment.Return or Moment.Throw ? hit.DurationMs : 0;
}
