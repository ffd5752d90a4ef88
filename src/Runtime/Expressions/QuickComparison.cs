using System;
using System.Runtime.CompilerServices;
using Weaver.Frames;
using Weaver.Language;

namespace Weaver.Expressions;

/// <summary>Reads values where they lie and compares them by the rules of <see cref="Comparison"/>.</summary>
internal static class QuickComparison
{
    // Whole numbers up to here are exact as doubles too.
    private const long LargestExact = 1L << 53;

    public static QuickTest? Create(QuickSource source, BinaryOperator op, LiteralExpression literal) => literal.Kind switch
    {
        LiteralKind.Integer => new QuickInteger(source, op, literal.Integer),
        LiteralKind.Double => new QuickDouble(source, op, literal.Double),
        LiteralKind.Boolean when op <= BinaryOperator.NotEqual => new QuickBoolean(source, (literal.Integer != 0) == (op == BinaryOperator.Equal)),
        LiteralKind.String => new QuickText(source, op, literal.Text),
        LiteralKind.Null when op <= BinaryOperator.NotEqual => new QuickNull(source, op == BinaryOperator.Equal),
        _ => null,
    };

    /// <summary>Any whole number that fits into 64 signed bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref byte at, QuickKind kind, out long number)
    {
        if (kind != QuickKind.Int32)
            return TryReadOther(ref at, kind, out number);

        number = Unsafe.As<byte, int>(ref at);
        return true;
    }

    public static bool TryRead(ref byte at, QuickKind kind, out double number)
    {
        number = kind == QuickKind.Double ? Unsafe.As<byte, double>(ref at) : kind == QuickKind.Single ? Unsafe.As<byte, float>(ref at) : 0;
        return kind is QuickKind.Double or QuickKind.Single;
    }

    public static bool IsExact(long number) => number is > -LargestExact and < LargestExact;

    /// <summary>The orders of two values for which the operator holds: 1 for below, 2 for equal, 4 for above, added up.</summary>
    public static int OrdersOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal => 2,
        BinaryOperator.NotEqual => 5,
        BinaryOperator.Greater => 4,
        BinaryOperator.GreaterOrEqual => 6,
        BinaryOperator.Less => 1,
        _ => 3,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds(int orders, long left, long right) => (orders & (left == right ? 2 : left < right ? 1 : 4)) != 0;

    // What is not a number is unequal to everything, and neither above nor below.
    public static bool Holds(int orders, double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? orders == 5 : (orders & (left == right ? 2 : left < right ? 1 : 4)) != 0;

    /// <summary>A decimal, or a whole number as one.</summary>
    public static bool TryRead(ref byte at, QuickKind kind, out decimal number)
    {
        if (kind == QuickKind.Decimal)
        {
            number = Unsafe.As<byte, decimal>(ref at);
            return true;
        }

        var isWhole = TryRead(ref at, kind, out long whole);
        number = whole;
        return isWhole;
    }

    /// <summary>The order of two values of one of the framework's own structs; null for other kinds.</summary>
    public static int? Order(ref byte left, ref byte right, QuickKind kind) => kind switch
    {
        QuickKind.DateTime => Order<DateTime>(ref left, ref right),
        QuickKind.DateTimeOffset => Order<DateTimeOffset>(ref left, ref right),
        QuickKind.TimeSpan => Order<TimeSpan>(ref left, ref right),
        QuickKind.DateOnly => Order<DateOnly>(ref left, ref right),
        QuickKind.TimeOnly => Order<TimeOnly>(ref left, ref right),
        QuickKind.Guid => Order<Guid>(ref left, ref right),
        _ => null,
    };

    private static int Order<T>(ref byte left, ref byte right)
        where T : struct, IComparable<T> =>
        Unsafe.As<byte, T>(ref left).CompareTo(Unsafe.As<byte, T>(ref right));

    private static bool TryReadOther(ref byte at, QuickKind kind, out long number)
    {
        switch (kind)
        {
            case QuickKind.Int64: number = Unsafe.As<byte, long>(ref at); return true;
            case QuickKind.Char or QuickKind.UInt16: number = Unsafe.As<byte, ushort>(ref at); return true;
            case QuickKind.SByte: number = unchecked((sbyte)at); return true;
            case QuickKind.Byte: number = at; return true;
            case QuickKind.Int16: number = Unsafe.As<byte, short>(ref at); return true;
            case QuickKind.UInt32: number = Unsafe.As<byte, uint>(ref at); return true;
            case QuickKind.UInt64: number = Unsafe.As<byte, long>(ref at); return number >= 0;
            default: number = 0; return false;
        }
    }
}

/// <summary>A number against a whole number.</summary>
internal sealed class QuickInteger(QuickSource source, BinaryOperator op, long literal) : QuickTest
{
    private readonly int _orders = QuickComparison.OrdersOf(op);
    private readonly decimal _decimal = literal;

    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs)
    {
        ref var at = ref source.Find(in frame, hasReturned, out var kind);
        if (QuickComparison.TryRead(ref at, kind, out long whole))
            return Answer(QuickComparison.Holds(_orders, whole, literal));

        if (kind == QuickKind.Decimal)
            return Answer(QuickComparison.Holds(_orders, Unsafe.As<byte, decimal>(ref at).CompareTo(_decimal), 0L));

        return QuickComparison.TryRead(ref at, kind, out double real) && QuickComparison.IsExact(literal)
            ? Answer(QuickComparison.Holds(_orders, real, literal))
            : QuickAnswer.Unknown;
    }
}

/// <summary>The time that the call took.</summary>
internal sealed class QuickDuration(BinaryOperator op, double literal) : QuickTest
{
    private readonly int _orders = QuickComparison.OrdersOf(op);

    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs) => Answer(QuickComparison.Holds(_orders, durationMs, literal));
}

/// <summary>A number against one with a fraction.</summary>
internal sealed class QuickDouble(QuickSource source, BinaryOperator op, double literal) : QuickTest
{
    private readonly int _orders = QuickComparison.OrdersOf(op);

    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs)
    {
        ref var at = ref source.Find(in frame, hasReturned, out var kind);
        if (QuickComparison.TryRead(ref at, kind, out double real))
            return Answer(QuickComparison.Holds(_orders, real, literal));

        if (QuickComparison.TryRead(ref at, kind, out long whole) && QuickComparison.IsExact(whole))
            return Answer(QuickComparison.Holds(_orders, whole, literal));

        return kind == QuickKind.Decimal && Numbers.Compare(Unsafe.As<byte, decimal>(ref at), literal) is { } order
            ? Answer(QuickComparison.Holds(_orders, order, 0L))
            : QuickAnswer.Unknown;
    }
}

/// <summary>A Boolean that must have a certain value.</summary>
internal sealed class QuickBoolean(QuickSource source, bool wanted) : QuickTest
{
    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs)
    {
        ref var at = ref source.Find(in frame, hasReturned, out var kind);
        return kind == QuickKind.Boolean ? Answer((at != 0) == wanted) : QuickAnswer.Unknown;
    }
}

/// <summary>A text against another, character by character.</summary>
internal sealed class QuickText(QuickSource source, BinaryOperator op, string literal) : QuickTest
{
    private readonly int _orders = QuickComparison.OrdersOf(op);

    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs)
    {
        ref var at = ref source.Find(in frame, hasReturned, out var kind);
        if (kind != QuickKind.Reference || Unsafe.As<byte, object?>(ref at) is not string text)
            return QuickAnswer.Unknown;

        return _orders is 2 or 5
            ? Answer(string.Equals(text, literal, StringComparison.Ordinal) == (_orders == 2))
            : Answer(QuickComparison.Holds(_orders, string.CompareOrdinal(text, literal), 0L));
    }
}

/// <summary>Whether there is an object.</summary>
internal sealed class QuickNull(QuickSource source, bool wanted) : QuickTest
{
    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs)
    {
        ref var at = ref source.Find(in frame, hasReturned, out var kind);
        if (kind != QuickKind.Reference)
            return QuickAnswer.Unknown;

        if (Unsafe.As<byte, object?>(ref at) is not { } value)
            return Answer(wanted);

        return source.IsPlain(value) ? Answer(!wanted) : QuickAnswer.Unknown;
    }
}

/// <summary>Two numbers of one sort, two dates or the like of one type, or two texts.</summary>
internal sealed class QuickPair(QuickSource left, BinaryOperator op, QuickSource right) : QuickTest
{
    private readonly int _orders = QuickComparison.OrdersOf(op);

    public override QuickAnswer Test(in FrameView frame, bool hasReturned, double durationMs)
    {
        ref var first = ref left.Find(in frame, hasReturned, out var firstKind);
        ref var second = ref right.Find(in frame, hasReturned, out var secondKind);
        if (QuickComparison.TryRead(ref first, firstKind, out long a) && QuickComparison.TryRead(ref second, secondKind, out long b))
            return Answer(QuickComparison.Holds(_orders, a, b));

        if (QuickComparison.TryRead(ref first, firstKind, out double x) && QuickComparison.TryRead(ref second, secondKind, out double y))
            return Answer(QuickComparison.Holds(_orders, x, y));

        if (QuickComparison.TryRead(ref first, firstKind, out decimal exact) && QuickComparison.TryRead(ref second, secondKind, out decimal other))
            return Answer(QuickComparison.Holds(_orders, exact.CompareTo(other), 0L));

        if (firstKind == secondKind && QuickComparison.Order(ref first, ref second, firstKind) is { } order)
            return Answer(QuickComparison.Holds(_orders, order, 0L));

        return Texts(ref first, firstKind, ref second, secondKind);
    }

    private QuickAnswer Texts(ref byte first, QuickKind firstKind, ref byte second, QuickKind secondKind)
    {
        if (firstKind != QuickKind.Reference || secondKind != QuickKind.Reference
            || Unsafe.As<byte, object?>(ref first) is not string text || Unsafe.As<byte, object?>(ref second) is not string other)
            return QuickAnswer.Unknown;

        return _orders is 2 or 5
            ? Answer(string.Equals(text, other, StringComparison.Ordinal) == (_orders == 2))
            : Answer(QuickComparison.Holds(_orders, string.CompareOrdinal(text, other), 0L));
    }
}
