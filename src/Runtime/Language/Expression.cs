using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>A node of an expression. Immutable; may be shared between threads.</summary>
internal abstract class Expression
{
    /// <summary>No expression nests deeper, so that walking one never exhausts the stack of a host thread.</summary>
    public const int MaxDepth = 64;

    /// <summary>No expression has more nodes, so that none takes long to bind.</summary>
    public const int MaxNodes = 4096;

    /// <summary>No text of an expression is longer, in characters.</summary>
    public const int MaxTextLength = 32_768;

    public const string TooManyNodes = "The expression has more than 4096 names, literals and operators. Shorten it.";

    public const string TooDeep = "The expression nests deeper than 64 levels. Shorten it.";

    private protected Expression(TextPosition position, int childDepth)
    {
        Position = position;
        Depth = childDepth + 1;
    }

    /// <summary>Where the node starts in its text.</summary>
    public TextPosition Position { get; }

    /// <summary>Levels from here to the deepest node below, this one included.</summary>
    public int Depth { get; }

    public override string ToString() => ExpressionWriter.Write(this);
}

internal enum LiteralKind
{
    Null,
    Boolean,
    Integer,
    Double,
    String,
}

/// <summary>A constant of the text.</summary>
internal sealed class LiteralExpression : Expression
{
    private LiteralExpression(LiteralKind kind, long integer, double number, string text, TextPosition position)
        : base(position, 0)
    {
        Kind = kind;
        Integer = integer;
        Double = number;
        Text = text;
    }

    public LiteralKind Kind { get; }

    /// <summary>The integer; 1 or 0 of a Boolean.</summary>
    public long Integer { get; }

    public double Double { get; }

    /// <summary>The string.</summary>
    public string Text { get; }

    public static LiteralExpression Null(TextPosition position) => new LiteralExpression(LiteralKind.Null, 0, 0, "", position);

    public static LiteralExpression Of(bool value, TextPosition position) => new LiteralExpression(LiteralKind.Boolean, value ? 1 : 0, 0, "", position);

    public static LiteralExpression Of(long value, TextPosition position) => new LiteralExpression(LiteralKind.Integer, value, value, "", position);

    public static LiteralExpression Of(double value, TextPosition position) => new LiteralExpression(LiteralKind.Double, 0, value, "", position);

    public static LiteralExpression Of(string value, TextPosition position) => new LiteralExpression(LiteralKind.String, 0, 0, value, position);
}

/// <summary>A name as written: a variable, <c>this</c>, or a special such as <c>@duration</c>.</summary>
internal sealed class ReferenceExpression : Expression
{
    public ReferenceExpression(string name, TextPosition position)
        : base(position, 0) => Name = name;

    public string Name { get; }
}

/// <summary>A field or auto-property of a value.</summary>
internal sealed class MemberExpression : Expression
{
    public MemberExpression(Expression target, string name, TextPosition position)
        : base(position, target.Depth)
    {
        Target = target;
        Name = name;
    }

    public Expression Target { get; }

    public string Name { get; }
}

/// <summary>An element of a list or the value under a key.</summary>
internal sealed class IndexExpression : Expression
{
    public IndexExpression(Expression target, Expression index, TextPosition position)
        : base(position, Math.Max(target.Depth, index.Depth))
    {
        Target = target;
        Index = index;
    }

    public Expression Target { get; }

    public Expression Index { get; }
}

internal enum UnaryOperator
{
    Len,
    IsEmpty,
    Not,
    IsDefined,
    IsUndefined,
    TypeOf,
}

internal sealed class UnaryExpression : Expression
{
    public UnaryExpression(UnaryOperator op, Expression operand, TextPosition position)
        : base(position, operand.Depth)
    {
        Operator = op;
        Operand = operand;
    }

    public UnaryOperator Operator { get; }

    public Expression Operand { get; }
}

internal enum BinaryOperator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
    StartsWith,
    EndsWith,
    Matches,
}

internal sealed class BinaryExpression : Expression
{
    public BinaryExpression(BinaryOperator op, Expression left, Expression right, TextPosition position)
        : base(position, Math.Max(left.Depth, right.Depth))
    {
        Operator = op;
        Left = left;
        Right = right;
    }

    public BinaryOperator Operator { get; }

    public Expression Left { get; }

    public Expression Right { get; }
}

/// <summary><c>and</c> or <c>or</c> of two or more operands, evaluated from the left until one decides.</summary>
internal sealed class LogicalExpression : Expression
{
    public LogicalExpression(bool isAnd, IReadOnlyList<Expression> operands, TextPosition position)
        : base(position, MaxDepthOf(operands))
    {
        IsAnd = isAnd;
        Operands = operands;
    }

    public bool IsAnd { get; }

    public IReadOnlyList<Expression> Operands { get; }

    private static int MaxDepthOf(IReadOnlyList<Expression> operands)
    {
        var depth = 0;
        foreach (var operand in operands)
            depth = Math.Max(depth, operand.Depth);
        return depth;
    }
}

/// <summary>Part of a string from <see cref="Start"/> up to, not including, <see cref="End"/>.</summary>
internal sealed class SubstringExpression : Expression
{
    public SubstringExpression(Expression target, Expression start, Expression end, TextPosition position)
        : base(position, Math.Max(target.Depth, Math.Max(start.Depth, end.Depth)))
    {
        Target = target;
        Start = start;
        End = end;
    }

    public Expression Target { get; }

    public Expression Start { get; }

    public Expression End { get; }
}

internal enum PredicateOperator
{
    Any,
    All,
    Filter,
}

/// <summary>A predicate over the elements of a collection, which it sees as <c>@it</c>, <c>@key</c> and <c>@value</c>.</summary>
internal sealed class PredicateExpression : Expression
{
    public PredicateExpression(PredicateOperator op, Expression source, Expression predicate, TextPosition position)
        : base(position, Math.Max(source.Depth, predicate.Depth))
    {
        Operator = op;
        Source = source;
        Predicate = predicate;
    }

    public PredicateOperator Operator { get; }

    public Expression Source { get; }

    public Expression Predicate { get; }
}

internal sealed class InstanceOfExpression : Expression
{
    public InstanceOfExpression(Expression target, string typeName, TextPosition position)
        : base(position, target.Depth)
    {
        Target = target;
        TypeName = typeName;
    }

    public Expression Target { get; }

    public string TypeName { get; }
}
