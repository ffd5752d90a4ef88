using System;
using System.Linq;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

/// <summary>Makes trees of every kind of node, names and literals that are hard to write included.</summary>
internal sealed class RandomTrees(int seed)
{
    private static readonly string[] s_names =
    [
        "a", "order", "_x1", "this", "len", "any", "x", "null", "true", "false", "instanceof", "@it", "@key", "@value", "@return", "@exception",
        "@duration", "@other", "a b", "<>4__this", "a.b", "`", "\\", "\u00e9t\u00e9", "\u4e2d", "a-b", "1a", "\"q\"", "it's", "\t", "}", "{",
    ];

    private static readonly double[] s_doubles =
    [
        0.0, -0.0, 1.5, -2.25, 1e300, -1e-300, double.Epsilon, double.MaxValue, 0.1, 100.0, 1e21, 123456789012345680.0, 9223372036854775807.0,
    ];

    private static readonly long[] s_integers = [0, 1, -1, 42, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];

    private readonly Random _random = new(seed);

    public Expression Next(int depth) => depth <= 1 ? Leaf() : Node(depth);

    /// <summary>A tree of exactly that depth, with one branch.</summary>
    public Expression Chain(int depth) => depth <= 1 ? Leaf() : Wrap(Chain(depth - 1));

    private Expression Node(int depth)
    {
        Expression Below() => Next(_random.Next(1, depth));
        return _random.Next(9) switch
        {
            0 => new MemberExpression(Below(), Name(), default),
            1 => new IndexExpression(Below(), Below(), default),
            2 => new UnaryExpression(Any<UnaryOperator>(), Below(), default),
            3 or 4 => new BinaryExpression(Any<BinaryOperator>(), Below(), Below(), default),
            5 => new LogicalExpression(_random.Next(2) == 0, [.. Enumerable.Range(0, _random.Next(2, 5)).Select(_ => Below())], default),
            6 => new SubstringExpression(Below(), Below(), Below(), default),
            7 => new PredicateExpression(Any<PredicateOperator>(), Below(), Below(), default),
            _ => new InstanceOfExpression(Below(), Name(), default),
        };
    }

    private Expression Wrap(Expression inner) => _random.Next(12) switch
    {
        0 => new MemberExpression(inner, Name(), default),
        1 => new IndexExpression(inner, Leaf(), default),
        2 => new IndexExpression(Leaf(), inner, default),
        3 => new UnaryExpression(Any<UnaryOperator>(), inner, default),
        4 => new UnaryExpression(UnaryOperator.Not, inner, default),
        5 => new BinaryExpression(Any<BinaryOperator>(), inner, Leaf(), default),
        6 => new BinaryExpression(Any<BinaryOperator>(), Leaf(), inner, default),
        7 => new LogicalExpression(_random.Next(2) == 0, [inner, Leaf()], default),
        8 => new LogicalExpression(_random.Next(2) == 0, [Leaf(), inner, Leaf()], default),
        9 => new SubstringExpression(Leaf(), inner, Leaf(), default),
        10 => new PredicateExpression(Any<PredicateOperator>(), Leaf(), inner, default),
        _ => new InstanceOfExpression(inner, Name(), default),
    };

    private Expression Leaf() => _random.Next(7) switch
    {
        0 => LiteralExpression.Null(default),
        1 => LiteralExpression.Of(_random.Next(2) == 0, default),
        2 => LiteralExpression.Of(s_integers[_random.Next(s_integers.Length)], default),
        3 => LiteralExpression.Of(s_doubles[_random.Next(s_doubles.Length)], default),
        4 => LiteralExpression.Of(Name() + Name(), default),
        _ => new ReferenceExpression(Name(), default),
    };

    private string Name() => s_names[_random.Next(s_names.Length)];

    private T Any<T>()
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[_random.Next(values.Length)];
    }
}
