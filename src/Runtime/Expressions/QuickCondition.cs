using Weaver.Frames;
using Weaver.Language;

namespace Weaver.Expressions;

internal enum QuickAnswer
{
    False,
    True,

    /// <summary>Something is not as simple as it looked; the evaluator decides.</summary>
    Unknown,
}

/// <summary>
/// A condition of one of the usual simple forms: variables and members compared with literals or each other, joined by
/// and, or, not. It is tested where the values lie, without copies, boxes or a clock. Whatever is out of the ordinary (a
/// null on the way, another type than expected, a hidden value, an error) makes it give up, so that the evaluator stays
/// the one rule for all of that.
/// </summary>
/// <remarks>Safe for any number of threads. Runs no code of the program and never throws.</remarks>
internal sealed class QuickCondition
{
    private readonly QuickTest _test;

    private QuickCondition(QuickTest test, bool needsDuration)
    {
        _test = test;
        NeedsDuration = needsDuration;
    }

    /// <summary>False when the duration that <see cref="Test"/> gets is not looked at.</summary>
    public bool NeedsDuration { get; }

    /// <summary>Null for a condition of another form.</summary>
    public static QuickCondition? TryCreate(PreparedExpression condition)
    {
        var needsDuration = false;
        return Create(condition.Root, condition, ref needsDuration) is { } test ? new QuickCondition(test, needsDuration) : null;
    }

    /// <param name="frame">The variables.</param>
    /// <param name="hasReturned">True at a normal exit, where there is a result.</param>
    /// <param name="durationMs">Milliseconds since the call began.</param>
    public QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs) => _test.Test(in frame, hasReturned, durationMs);

    private static QuickTest? Create(Expression node, PreparedExpression condition, ref bool needsDuration)
    {
        switch (node)
        {
            case LogicalExpression logical:
                var operands = new QuickTest[logical.Operands.Count];
                for (var i = 0; i < operands.Length; i++)
                {
                    if (Create(logical.Operands[i], condition, ref needsDuration) is not { } one)
                        return null;

                    operands[i] = one;
                }

                return new QuickLogical(operands, logical.IsAnd);
            case UnaryExpression { Operator: UnaryOperator.Not } not:
                return Create(not.Operand, condition, ref needsDuration) is { } operand ? new QuickNot(operand) : null;
            case VariableExpression or MemberExpression:
                return Source(node, condition) is { } flag ? new QuickFlag(flag) : null;
            case BinaryExpression { Operator: <= BinaryOperator.LessOrEqual, Right: LiteralExpression literal } binary:
                return Compare(binary.Left, binary.Operator, literal, condition, ref needsDuration);
            case BinaryExpression { Operator: <= BinaryOperator.LessOrEqual, Left: LiteralExpression literal } binary:
                return Compare(binary.Right, Mirror(binary.Operator), literal, condition, ref needsDuration);
            case BinaryExpression { Operator: <= BinaryOperator.LessOrEqual } binary:
                return Source(binary.Left, condition) is { } left && Source(binary.Right, condition) is { } right
                    ? new QuickPair(left, binary.Operator, right)
                    : null;
            default:
                return null;
        }
    }

    private static QuickTest? Compare(Expression node, BinaryOperator op, LiteralExpression literal, PreparedExpression condition, ref bool needsDuration)
    {
        if (node is VariableExpression { Variable.Kind: SiteVariableKind.Duration } && literal.Kind is LiteralKind.Integer or LiteralKind.Double)
        {
            needsDuration = true;
            return literal.Kind == LiteralKind.Double || QuickComparison.IsExact(literal.Integer) ? new QuickDuration(op, literal.Double) : null;
        }

        return Source(node, condition) is { } source ? QuickComparison.Create(source, op, literal) : null;
    }

    private static QuickSource? Source(Expression node, PreparedExpression condition) => QuickSource.TryCreate(node, condition.Rules, hasEnums: true);

    private static BinaryOperator Mirror(BinaryOperator op) => op switch
    {
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        _ => op,
    };
}

/// <summary>One node of a quick condition.</summary>
internal abstract class QuickTest
{
    public abstract QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs);

    protected static QuickAnswer Answer(bool holds) => holds ? QuickAnswer.True : QuickAnswer.False;
}

internal sealed class QuickLogical(QuickTest[] operands, bool isAnd) : QuickTest
{
    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs)
    {
        var decisive = Answer(!isAnd);
        foreach (var operand in operands)
        {
            var answer = operand.Test(in frame, hasReturned, durationMs);
            if (answer == decisive || answer == QuickAnswer.Unknown)
                return answer;
        }

        return Answer(isAnd);
    }
}

internal sealed class QuickNot(QuickTest operand) : QuickTest
{
    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs) => operand.Test(in frame, hasReturned, durationMs) switch
    {
        QuickAnswer.True => QuickAnswer.False,
        QuickAnswer.False => QuickAnswer.True,
        _ => QuickAnswer.Unknown,
    };
}

/// <summary>A Boolean variable or member by itself.</summary>
internal sealed class QuickFlag(QuickSource source) : QuickTest
{
    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs)
    {
        ref var at = ref source.Find(in frame, hasReturned, out var kind);
        return kind == QuickKind.Boolean ? Answer(at != 0) : QuickAnswer.Unknown;
    }
}
