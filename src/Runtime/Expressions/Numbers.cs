using System;

namespace Weaver.Expressions;

/// <summary>Compares numbers of different types by their exact values.</summary>
internal static class Numbers
{
    private const double TwoTo63 = 9223372036854775808.0;

    /// <summary>A number of any kind: the scalars, characters, decimals, and enums by their underlying number.</summary>
    public static bool IsNumber(in Value value) =>
        value.IsScalarNumber || value.Kind == ValueKind.Char || value.Reference is decimal or Enum;

    /// <summary>Below, at or above 0 as usual; null when one is not a number in the sense of floating point.</summary>
    public static int? Compare(in Value left, in Value right)
    {
        var leftIsReal = IsReal(left);
        var rightIsReal = IsReal(right);
        if (leftIsReal && rightIsReal)
            return Compare(left.Double, right.Double);

        var leftDecimal = left.Reference is decimal;
        var rightDecimal = right.Reference is decimal;
        if (leftDecimal || rightDecimal)
        {
            if (leftIsReal)
                return Negate(Compare((decimal)right.Reference!, left.Double));
            if (rightIsReal)
                return Compare((decimal)left.Reference!, right.Double);

            return ToDecimal(left).CompareTo(ToDecimal(right));
        }

        if (leftIsReal)
            return Negate(Compare(ToInt128(right), left.Double));

        return rightIsReal ? Compare(ToInt128(left), right.Double) : ToInt128(left).CompareTo(ToInt128(right));
    }

    /// <summary>The number as a double, for metrics.</summary>
    public static double ToDouble(in Value value)
    {
        if (IsReal(value))
            return value.Double;

        return value.Reference is decimal number ? (double)number : (double)ToInt128(value);
    }

    private static bool IsReal(in Value value) => value.Kind is ValueKind.Single or ValueKind.Double;

    private static int? Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    /// <summary>The same for a decimal and a double.</summary>
    public static int? Compare(decimal left, double right)
    {
        if (double.IsNaN(right))
            return null;

        // Beyond the range of decimal the sign decides.
        if (Math.Abs(right) >= (double)decimal.MaxValue)
            return right > 0 ? -1 : 1;

        return left.CompareTo((decimal)right);
    }

    private static int? Compare(Int128 left, double right)
    {
        if (double.IsNaN(right))
            return null;
        if (right >= 2 * TwoTo63)
            return -1;
        if (right < -TwoTo63)
            return 1;

        var whole = Math.Floor(right);
        var order = left.CompareTo((Int128)whole);
        return order == 0 && whole < right ? -1 : order;
    }

    private static int? Negate(int? order) => -order;

    private static decimal ToDecimal(in Value value) =>
        value.Reference is decimal number ? number : (decimal)ToInt128(value);

    private static Int128 ToInt128(in Value value)
    {
        if (value.Reference is Enum constant)
        {
            return constant.GetTypeCode() == TypeCode.UInt64
                ? (Int128)Convert.ToUInt64(constant, null)
                : Convert.ToInt64(constant, null);
        }

        return value.Kind == ValueKind.UInt64 ? (Int128)unchecked((ulong)value.Bits) : value.Bits;
    }
}
