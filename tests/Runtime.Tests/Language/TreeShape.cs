using System;
using System.Globalization;
using System.Linq;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

/// <summary>Tells two trees apart, whatever their positions: written without the help of the writer that is tested.</summary>
internal static class TreeShape
{
    public static string Of(Expression? expression) => expression switch
    {
        null => "nothing",
        LiteralExpression { Kind: LiteralKind.Double } literal => "double " + BitConverter.DoubleToInt64Bits(literal.Double).ToString("x", CultureInfo.InvariantCulture),
        LiteralExpression literal => $"{literal.Kind} {literal.Integer} <{literal.Text}>",
        ReferenceExpression reference => $"ref <{reference.Name}>",
        MemberExpression member => $"member({Of(member.Target)}, <{member.Name}>)",
        IndexExpression index => $"index({Of(index.Target)}, {Of(index.Index)})",
        UnaryExpression unary => $"{unary.Operator}({Of(unary.Operand)})",
        BinaryExpression binary => $"{binary.Operator}({Of(binary.Left)}, {Of(binary.Right)})",
        LogicalExpression logical => $"{(logical.IsAnd ? "and" : "or")}({string.Join(", ", logical.Operands.Select(Of))})",
        SubstringExpression substring => $"substring({Of(substring.Target)}, {Of(substring.Start)}, {Of(substring.End)})",
        PredicateExpression predicate => $"{predicate.Operator}({Of(predicate.Source)}, {Of(predicate.Predicate)})",
        InstanceOfExpression instance => $"instanceof({Of(instance.Target)}, <{instance.TypeName}>)",
        _ => throw new ArgumentException(expression.GetType().Name),
    };
}
