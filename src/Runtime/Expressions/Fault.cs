namespace Weaver.Expressions;

/// <summary>Why an operator has no result. Made only when something fails.</summary>
internal sealed record Fault(EvaluationErrorKind Kind, string Message)
{
    public static readonly Fault Timeout = new(EvaluationErrorKind.Timeout, "Expression evaluation timed out.");

    public static readonly Fault TooManySteps = new(
        EvaluationErrorKind.Timeout, "Expression evaluation timed out: it looked at more than 50000 elements. Narrow the collection, or test something before it.");

    public static Fault OfOperands(string message) => new(EvaluationErrorKind.Unbound, message);

    public static Fault OfValues(string message) => new(EvaluationErrorKind.Runtime, message);
}
