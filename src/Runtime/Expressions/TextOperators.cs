using System;
using System.Text.RegularExpressions;
using Weaver.Language;

namespace Weaver.Expressions;

/// <summary>The operators over strings; all of them compare ordinally. A hidden operand gives false or stays hidden.</summary>
internal static class TextOperators
{
    /// <summary>contains, startsWith, endsWith and matches.</summary>
    public static Fault? Apply(BinaryOperator op, in Value left, in Value right, ref EvaluationBudget budget, out Value value)
    {
        value = Value.Of(false);
        if (left.Kind == ValueKind.Redacted || right.Kind == ValueKind.Redacted)
            return null;

        if (left.Kind != ValueKind.String || right.Kind != ValueKind.String)
        {
            var odd = left.Kind == ValueKind.String ? right : left;
            var name = ExpressionWriter.NameOf(op);
            return odd.IsNull
                ? Fault.OfValues("'" + name + "' cannot be applied, because an operand is null.")
                : Fault.OfOperands(OperandRules.NotText(name, SafeTypes.NameOf(odd)));
        }

        switch (op)
        {
            case BinaryOperator.Contains: value = Value.Of(left.Text.Contains(right.Text, StringComparison.Ordinal)); return null;
            case BinaryOperator.StartsWith: value = Value.Of(left.Text.StartsWith(right.Text, StringComparison.Ordinal)); return null;
            case BinaryOperator.EndsWith: value = Value.Of(left.Text.EndsWith(right.Text, StringComparison.Ordinal)); return null;
            default: return Matches(left.Text, right.Text, ref budget, out value);
        }
    }

    /// <summary>From start up to, not including, end; what lies beyond the end of the text is cut.</summary>
    public static Fault? Substring(in Value target, in Value start, in Value end, out Value value)
    {
        value = target;
        if (target.Kind == ValueKind.Redacted)
            return null;

        if (target.IsNull)
            return Fault.OfValues("'substring' cannot be applied, because its operand is null.");
        if (target.Kind != ValueKind.String)
            return Fault.OfOperands(OperandRules.NotText("substring", SafeTypes.NameOf(target)));
        if (!start.TryGetInteger(out var from) || !end.TryGetInteger(out var to))
            return Fault.OfOperands(OperandRules.NotWholeNumbers);
        if (from < 0 || to < 0)
            return Fault.OfValues("'substring' needs a start and an end from 0; the end is an index, not a length.");

        to = Math.Min(to, target.Text.Length);
        value = Value.Of(from < to ? target.Text.Substring((int)from, (int)(to - from)) : "");
        return null;
    }

    private static Fault? Matches(string text, string pattern, ref EvaluationBudget budget, out Value value)
    {
        value = Value.Of(false);
        try
        {
            value = Value.Of(Patterns.IsMatch(text, pattern, budget.Remaining(), budget.Limit));
            return budget.Enter() ? null : Fault.Timeout;
        }
        catch (RegexMatchTimeoutException)
        {
            budget.Exhaust();
            return Fault.Timeout;
        }
        catch (ArgumentException)
        {
            return Fault.OfValues("'matches' needs a regular expression, and this pattern is none. Check its brackets and escapes.");
        }
    }
}
