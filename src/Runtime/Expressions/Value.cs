using System;
using System.Runtime.CompilerServices;

namespace Weaver.Expressions;

internal enum ValueKind : byte
{
    /// <summary>Null; the declared type may be known.</summary>
    Null,
    Boolean,
    Char,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    String,

    /// <summary>Any other object: classes as they are, other structs boxed.</summary>
    Object,

    /// <summary>What a filter gave; see <see cref="FilteredItems"/>.</summary>
    Items,

    /// <summary>One pair of a dictionary; see <see cref="DictionaryPair"/>.</summary>
    Pair,

    /// <summary>A value that must not be shown. Nothing derived from it reveals it.</summary>
    Redacted,
}

/// <summary>
/// One value of an expression. The usual scalars, strings and references are held without allocating; decimals, dates, enums
/// and other structs are boxed.
/// </summary>
internal readonly struct Value
{
    private readonly long _bits;
    private readonly object? _reference;

    private Value(ValueKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    public ValueKind Kind { get; }

    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>True for the numbers held as scalars; a decimal is an <see cref="ValueKind.Object"/>.</summary>
    public bool IsScalarNumber => Kind >= ValueKind.SByte && Kind <= ValueKind.Double;

    public bool IsInteger => Kind >= ValueKind.SByte && Kind <= ValueKind.UInt64;

    /// <summary>The scalar's bits; a double's and a float's are those of the double.</summary>
    public long Bits => _bits;

    public bool Boolean => _bits != 0;

    public double Double => BitConverter.Int64BitsToDouble(_bits);

    public string Text => Unsafe.As<string>(_reference!);

    /// <summary>The object of a String, Object, Items or Pair, else null.</summary>
    public object? Reference => Kind is ValueKind.Null or ValueKind.Redacted ? null : _reference;

    /// <summary>Of null the type that was declared, of a redacted value the type that is hidden; else null.</summary>
    public Type? DeclaredType => Kind is ValueKind.Null or ValueKind.Redacted ? Unsafe.As<Type?>(_reference) : null;

    public static Value Null(Type? declared = null) => new(ValueKind.Null, 0, declared);

    public static Value Redacted(Type? hidden = null) => new(ValueKind.Redacted, 0, hidden);

    /// <summary>A pair of a dictionary under a sensitive key; its value is of the type that is hidden.</summary>
    public static Value RedactedPair(Type? hiddenValue) => new(ValueKind.Redacted, 1, hiddenValue);

    public static Value Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0, null);

    public static Value Of(char value) => new(ValueKind.Char, value, null);

    public static Value Of(sbyte value) => new(ValueKind.SByte, value, null);

    public static Value Of(byte value) => new(ValueKind.Byte, value, null);

    public static Value Of(short value) => new(ValueKind.Int16, value, null);

    public static Value Of(ushort value) => new(ValueKind.UInt16, value, null);

    public static Value Of(int value) => new(ValueKind.Int32, value, null);

    public static Value Of(uint value) => new(ValueKind.UInt32, value, null);

    public static Value Of(long value) => new(ValueKind.Int64, value, null);

    public static Value Of(ulong value) => new(ValueKind.UInt64, unchecked((long)value), null);

    public static Value Of(float value) => new(ValueKind.Single, BitConverter.DoubleToInt64Bits(value), null);

    public static Value Of(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    public static Value Of(string? value) => value is null ? Null(typeof(string)) : new(ValueKind.String, 0, value);

    public static Value Of(FilteredItems items) => new(ValueKind.Items, 0, items);

    public static Value Of(DictionaryPair pair) => new(ValueKind.Pair, 0, pair);

    /// <summary>True for a hidden pair of a dictionary.</summary>
    public bool IsRedactedPair => Kind == ValueKind.Redacted && _bits != 0;

    /// <summary>Any object, boxed scalars unpacked.</summary>
    public static Value OfObject(object? value, Type? declared = null) => value switch
    {
        null => Null(declared),
        string text => new Value(ValueKind.String, 0, text),
        int number => Of(number),
        bool truth => Of(truth),
        long number => Of(number),
        double number => Of(number),
        float number => Of(number),
        char character => Of(character),
        byte number => Of(number),
        sbyte number => Of(number),
        short number => Of(number),
        ushort number => Of(number),
        uint number => Of(number),
        ulong number => Of(number),
        FilteredItems items => Of(items),
        DictionaryPair pair => Of(pair),
        _ => new Value(ValueKind.Object, 0, value),
    };

    /// <summary>The value as an object, scalars boxed; null for null and for a redacted value.</summary>
    public object? ToObject() => Kind switch
    {
        ValueKind.Boolean => _bits != 0,
        ValueKind.Char => (char)_bits,
        ValueKind.SByte => (sbyte)_bits,
        ValueKind.Byte => (byte)_bits,
        ValueKind.Int16 => (short)_bits,
        ValueKind.UInt16 => (ushort)_bits,
        ValueKind.Int32 => (int)_bits,
        ValueKind.UInt32 => (uint)_bits,
        ValueKind.Int64 => _bits,
        ValueKind.UInt64 => unchecked((ulong)_bits),
        ValueKind.Single => (float)Double,
        ValueKind.Double => Double,
        ValueKind.Null or ValueKind.Redacted => null,
        _ => _reference,
    };

    /// <summary>A whole number that fits into 64 signed bits.</summary>
    public bool TryGetInteger(out long number)
    {
        number = _bits;
        return IsInteger && (Kind != ValueKind.UInt64 || _bits >= 0);
    }

    /// <summary>The value's own type; of null and of a redacted value null.</summary>
    public Type? Type => Kind switch
    {
        ValueKind.Null or ValueKind.Redacted => null,
        ValueKind.Boolean => typeof(bool),
        ValueKind.Char => typeof(char),
        ValueKind.SByte => typeof(sbyte),
        ValueKind.Byte => typeof(byte),
        ValueKind.Int16 => typeof(short),
        ValueKind.UInt16 => typeof(ushort),
        ValueKind.Int32 => typeof(int),
        ValueKind.UInt32 => typeof(uint),
        ValueKind.Int64 => typeof(long),
        ValueKind.UInt64 => typeof(ulong),
        ValueKind.Single => typeof(float),
        ValueKind.Double => typeof(double),
        _ => _reference!.GetType(),
    };

    public override string ToString() => Kind == ValueKind.Redacted ? "{redacted}" : Kind.ToString();
}
