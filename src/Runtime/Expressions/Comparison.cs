using System;
using Weaver.Language;

namespace Weaver.Expressions;

/// <summary>The comparison operators over values. No user code runs: objects are equal only when they are the same object.</summary>
internal static class Comparison
{
    /// <summary>Compares two values; the sentence of the result says why they cannot be compared.</summary>
    public static string? TryCompare(BinaryOperator op, in Value left, in Value right, out bool result)
    {
        result = false;

        // Nothing may be learnt about a hidden value.
        if (left.Kind == ValueKind.Redacted || right.Kind == ValueKind.Redacted)
            return null;

        if (left.IsNull || right.IsNull)
            return CompareNull(op, left, right, out result);

        if (left.Kind == ValueKind.String && right.Kind == ValueKind.String)
        {
            result = Decide(op, string.CompareOrdinal(left.Text, right.Text));
            return null;
        }

        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
        {
            var order = Numbers.Compare(left, right);
            result = order is null ? op == BinaryOperator.NotEqual : Decide(op, order.Value);
            return null;
        }

        if (left.Kind == ValueKind.Boolean && right.Kind == ValueKind.Boolean && op <= BinaryOperator.NotEqual)
        {
            result = (left.Boolean == right.Boolean) == (op == BinaryOperator.Equal);
            return null;
        }

        return CompareObjects(op, left, right, out result);
    }

    /// <summary>Equality that never complains: values that cannot be compared are not equal.</summary>
    public static bool AreEqual(in Value left, in Value right) =>
        TryCompare(BinaryOperator.Equal, left, right, out var result) is null && result;

    private static string? CompareNull(BinaryOperator op, in Value left, in Value right, out bool result)
    {
        var declared = left.IsNull ? left.DeclaredType : right.DeclaredType;
        var other = left.IsNull ? right : left;
        if (declared is { IsValueType: true } && other.Kind == ValueKind.String)
        {
            result = false;
            return OperandRules.ValueWithReference(ExpressionWriter.NameOf(op), TypeName(left), TypeName(right));
        }

        // Strings are ordered with null first; otherwise nothing is above or below null.
        if (op > BinaryOperator.NotEqual)
            result = other.Kind == ValueKind.String && Decide(op, left.IsNull ? -1 : 1);
        else
            result = (left.IsNull && right.IsNull) == (op == BinaryOperator.Equal);
        return null;
    }

    private static string? CompareObjects(BinaryOperator op, in Value left, in Value right, out bool result)
    {
        result = false;
        var leftObject = left.Kind >= ValueKind.Object ? left.Reference : null;
        var rightObject = right.Kind >= ValueKind.Object ? right.Reference : null;
        if (leftObject is not null && rightObject is not null && leftObject.GetType() == rightObject.GetType() && SafeTypes.CanCompare(leftObject.GetType()))
        {
            result = op <= BinaryOperator.NotEqual
                ? leftObject.Equals(rightObject) == (op == BinaryOperator.Equal)
                : Decide(op, ((IComparable)leftObject).CompareTo(rightObject));
            return null;
        }

        var leftIsReference = IsReference(left);
        var rightIsReference = IsReference(right);
        if (op <= BinaryOperator.NotEqual && ((leftIsReference && rightIsReference) || SameType(left, right)))
        {
            result = ReferenceEquals(leftObject ?? left.Reference, rightObject ?? right.Reference) == (op == BinaryOperator.Equal);
            return null;
        }

        return leftIsReference != rightIsReference
            ? OperandRules.ValueWithReference(ExpressionWriter.NameOf(op), TypeName(left), TypeName(right))
            : OperandRules.NotComparable(ExpressionWriter.NameOf(op), TypeName(left), TypeName(right));
    }

    private static bool SameType(in Value left, in Value right) => left.Type == right.Type;

    private static bool IsReference(in Value value) =>
        value.Kind == ValueKind.String || (value.Kind >= ValueKind.Object && value.Reference is not ValueType);

    private static string TypeName(in Value value) => SafeTypes.NameOf(value);

    private static bool Decide(BinaryOperator op, int order) => op switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Greater => order > 0,
        BinaryOperator.GreaterOrEqual => order >= 0,
        BinaryOperator.Less => order < 0,
        _ => order <= 0,
    };
}
