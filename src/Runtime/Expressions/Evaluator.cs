using Weaver.Language;

namespace Weaver.Expressions;

/// <summary>Evaluates prepared expressions. Never throws and never runs code of the program it looks at.</summary>
internal static class Evaluator
{
    /// <summary>The value of an expression.</summary>
    public static EvaluationResult Evaluate<TScope>(PreparedExpression expression, in TScope scope, ref EvaluationBudget budget)
        where TScope : IEvaluationScope, allows ref struct =>
        new Evaluation<TScope>(expression, scope, ref budget).Run();

    /// <summary>The value of a captured expression: a filter at its root stops once it has more than <paramref name="maxItems"/> items.</summary>
    public static EvaluationResult EvaluateCapture<TScope>(PreparedExpression expression, in TScope scope, int maxItems, ref EvaluationBudget budget)
        where TScope : IEvaluationScope, allows ref struct =>
        new Evaluation<TScope>(expression, scope, ref budget).RunLimited(maxItems);

    /// <summary>Whether a condition holds. A condition over a hidden value does not hold.</summary>
    public static ConditionResult EvaluateCondition<TScope>(PreparedExpression condition, in TScope scope, ref EvaluationBudget budget)
        where TScope : IEvaluationScope, allows ref struct
    {
        var result = Evaluate(condition, scope, ref budget);
        if (result.IsFailed)
            return new ConditionResult(ConditionOutcome.Error, result.Error);

        switch (result.Value.Kind)
        {
            case ValueKind.Boolean: return new ConditionResult(result.Value.Boolean ? ConditionOutcome.True : ConditionOutcome.False, result.Error);
            case ValueKind.Redacted: return new ConditionResult(ConditionOutcome.False, result.Error);
        }

        var message = "A condition must be true or false, but this one gave a value of type " + SafeTypes.NameOf(result.Value) + ".";
        return new ConditionResult(ConditionOutcome.Error, new EvaluationError(EvaluationErrorKind.Unbound, condition.Text, message));
    }
}
