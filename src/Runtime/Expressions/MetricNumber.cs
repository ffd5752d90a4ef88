using System.Globalization;

namespace Weaver.Expressions;

/// <summary>Reads the value of an expression as a sample of a metric.</summary>
internal static class MetricNumber
{
    /// <summary>Numbers as they are, enums by their number, texts and characters that spell a number. False for everything else, for hidden values and for what is not finite.</summary>
    public static bool TryRead(in Value value, out double number)
    {
        number = 0;
        switch (value.Kind)
        {
            case ValueKind.String:
                return double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
            case ValueKind.Char:
                number = (char)value.Bits - '0';
                return char.IsAsciiDigit((char)value.Bits);
        }

        if (!Numbers.IsNumber(value))
            return false;

        number = Numbers.ToDouble(value);
        return double.IsFinite(number);
    }
}
