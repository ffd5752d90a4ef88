namespace Weaver.Expressions;

/// <summary>Why an operator has no result. Made only when something fails.</summary>
internal sealed record Fault(EvaluationErrorKind Kind, string Message)
{
    public static readonly Fault Timeout = new(EvaluationErrorKind.Timeout, "Expression evaluation timed out.");

    public static Fault OfOperands(string message) => new(EvaluationErrorKind.Unbound, message);

    public static Fault OfValues(string message) => new(EvaluationErrorKind.Runtime, message);
}
