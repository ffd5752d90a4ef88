using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Weaver.Language;

/// <summary>Writes a tree in the text form; reading that text gives an equal tree.</summary>
internal static class ExpressionWriter
{
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int EqualityLevel = 3;
    private const int RelationLevel = 4;
    private const int UnaryLevel = 5;
    private const int PrimaryLevel = 6;

    public static string Write(Expression expression)
    {
        var builder = new StringBuilder();
        Write(expression, 0, builder);
        return builder.ToString();
    }

    private static void Write(Expression expression, int level, StringBuilder builder)
    {
        var own = LevelOf(expression);
        if (own < level)
            builder.Append('(');
        WriteBare(expression, own, builder);
        if (own < level)
            builder.Append(')');
    }

    private static int LevelOf(Expression expression)
    {
        switch (expression)
        {
            case LogicalExpression logical: return logical.IsAnd ? AndLevel : OrLevel;
            case UnaryExpression { Operator: UnaryOperator.Not }: return UnaryLevel;
            case BinaryExpression binary when binary.Operator <= BinaryOperator.NotEqual: return EqualityLevel;
            case BinaryExpression binary when binary.Operator <= BinaryOperator.LessOrEqual: return RelationLevel;
            case UnboundExpression unbound: return LevelOf(unbound.Original);
            case RedactedExpression redacted: return LevelOf(redacted.Original);
            default: return PrimaryLevel;
        }
    }

    private static void WriteBare(Expression expression, int own, StringBuilder builder)
    {
        switch (expression)
        {
            case LiteralExpression literal: WriteLiteral(literal, builder); break;
            case ReferenceExpression reference: WriteReference(reference.Name, builder); break;
            case VariableExpression variable: WriteReference(variable.Variable.Name, builder); break;
            case IterationExpression iteration:
                builder.Append(iteration.Part == IterationPart.Item ? "@it" : iteration.Part == IterationPart.Key ? "@key" : "@value");
                break;
            case UnboundExpression unbound: WriteBare(unbound.Original, own, builder); break;
            case RedactedExpression redacted: WriteBare(redacted.Original, own, builder); break;
            case MemberExpression member:
                Write(member.Target, PrimaryLevel, builder);
                builder.Append('.');
                WriteName(member.Name, ExpressionLexer.IsPlainName(member.Name), builder);
                break;
            case IndexExpression index:
                Write(index.Target, PrimaryLevel, builder);
                builder.Append('[');
                Write(index.Index, 0, builder);
                builder.Append(']');
                break;
            case UnaryExpression { Operator: UnaryOperator.Not } not:
                builder.Append('!');
                Write(not.Operand, UnaryLevel, builder);
                break;
            case UnaryExpression unary: WriteCall(NameOf(unary.Operator), builder, unary.Operand); break;
            case BinaryExpression binary when own < PrimaryLevel:
                Write(binary.Left, own, builder);
                builder.Append(' ').Append(NameOf(binary.Operator)).Append(' ');
                Write(binary.Right, own + 1, builder);
                break;
            case BinaryExpression binary: WriteCall(NameOf(binary.Operator), builder, binary.Left, binary.Right); break;
            case LogicalExpression logical: WriteLogical(logical.Operands, logical.IsAnd ? " && " : " || ", own + 1, builder); break;
            case SubstringExpression substring: WriteCall("substring", builder, substring.Target, substring.Start, substring.End); break;
            case PredicateExpression predicate: WriteCall(NameOf(predicate.Operator), builder, predicate.Source, predicate.Predicate); break;
            case InstanceOfExpression instance:
                builder.Append("instanceof(");
                Write(instance.Target, 0, builder);
                builder.Append(", ");
                JsonCanonical.WriteString(instance.TypeName, builder);
                builder.Append(')');
                break;
        }
    }

    private static void WriteReference(string name, StringBuilder builder)
    {
        var isWord = name == "true" || name == "false" || name == "null";
        WriteName(name, ExpressionText.IsSpecial(name) || (!isWord && ExpressionLexer.IsPlainName(name)), builder);
    }

    private static void WriteName(string name, bool isPlain, StringBuilder builder)
    {
        if (isPlain)
            builder.Append(name);
        else
            JsonCanonical.WriteString(name, builder, '`');
    }

    private static void WriteLogical(IReadOnlyList<Expression> operands, string sign, int level, StringBuilder builder)
    {
        for (var i = 0; i < operands.Count; i++)
        {
            if (i > 0)
                builder.Append(sign);
            Write(operands[i], level, builder);
        }
    }

    private static void WriteCall(string name, StringBuilder builder, params Expression[] arguments)
    {
        builder.Append(name).Append('(');
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
                builder.Append(", ");
            Write(arguments[i], 0, builder);
        }

        builder.Append(')');
    }

    private static void WriteLiteral(LiteralExpression literal, StringBuilder builder)
    {
        switch (literal.Kind)
        {
            case LiteralKind.Null: builder.Append("null"); break;
            case LiteralKind.Boolean: builder.Append(literal.Integer != 0 ? "true" : "false"); break;
            case LiteralKind.Integer: builder.Append(literal.Integer.ToString(CultureInfo.InvariantCulture)); break;
            case LiteralKind.Double:
                var number = literal.Double.ToString("R", CultureInfo.InvariantCulture);
                builder.Append(number);
                if (number.IndexOf('.') < 0 && number.IndexOf('E') < 0)
                    builder.Append(".0");
                break;
            default: JsonCanonical.WriteString(literal.Text, builder); break;
        }
    }

    private static string NameOf(UnaryOperator op)
    {
        switch (op)
        {
            case UnaryOperator.Len: return "len";
            case UnaryOperator.IsEmpty: return "isEmpty";
            case UnaryOperator.IsDefined: return "isDefined";
            case UnaryOperator.IsUndefined: return "isUndefined";
            default: return "typeof";
        }
    }

    private static string NameOf(PredicateOperator op)
    {
        switch (op)
        {
            case PredicateOperator.Any: return "any";
            case PredicateOperator.All: return "all";
            default: return "filter";
        }
    }

    internal static string NameOf(BinaryOperator op)
    {
        switch (op)
        {
            case BinaryOperator.Equal: return "==";
            case BinaryOperator.NotEqual: return "!=";
            case BinaryOperator.Greater: return ">";
            case BinaryOperator.GreaterOrEqual: return ">=";
            case BinaryOperator.Less: return "<";
            case BinaryOperator.LessOrEqual: return "<=";
            case BinaryOperator.Contains: return "contains";
            case BinaryOperator.StartsWith: return "startsWith";
            case BinaryOperator.EndsWith: return "endsWith";
            default: return "matches";
        }
    }
}
