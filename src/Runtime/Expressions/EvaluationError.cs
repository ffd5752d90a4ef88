namespace Weaver.Expressions;

internal enum EvaluationErrorKind
{
    /// <summary>A name, member or operand does not fit, whatever the values are.</summary>
    Unbound,

    /// <summary>These values do not fit: null, an index out of range, a missing key.</summary>
    Runtime,

    /// <summary>A sensitive name or type was asked for.</summary>
    Redacted,

    /// <summary>The budget of the hit is used up.</summary>
    Timeout,
}

/// <summary>Why an expression has no value.</summary>
internal sealed class EvaluationError
{
    public EvaluationError(EvaluationErrorKind kind, string expression, string message)
    {
        Kind = kind;
        Expression = expression;
        Message = message;
    }

    public EvaluationErrorKind Kind { get; }

    /// <summary>The expression as its author wrote it.</summary>
    public string Expression { get; }

    /// <summary>Holds names and types but never values of the program.</summary>
    public string Message { get; }
}

/// <summary>What evaluating an expression gave.</summary>
internal readonly struct EvaluationResult
{
    private EvaluationResult(Value value, EvaluationError? error, bool isFailed)
    {
        Value = value;
        Error = error;
        IsFailed = isFailed;
    }

    /// <summary>The value; null when it failed.</summary>
    public Value Value { get; }

    /// <summary>Why it failed, or what is to be reported beside the value; null when there is nothing.</summary>
    public EvaluationError? Error { get; }

    public bool IsFailed { get; }

    public static EvaluationResult Success(Value value, EvaluationError? remark = null) => new(value, remark, false);

    public static EvaluationResult Failure(EvaluationError error) => new(default, error, true);
}

internal enum ConditionOutcome
{
    True,
    False,

    /// <summary>The condition failed: the probe sends its error-only event, if its turn has come, and nothing else.</summary>
    Error,
}

/// <summary>What evaluating a condition gave.</summary>
/// <param name="Outcome">Whether the hit counts.</param>
/// <param name="Error">Set for <see cref="ConditionOutcome.Error"/>; may be set for False, when there is something to report.</param>
internal readonly record struct ConditionResult(ConditionOutcome Outcome, EvaluationError? Error);
