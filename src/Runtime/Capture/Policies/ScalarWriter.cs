using System;
using System.Runtime.CompilerServices;

namespace Weaver.Capture.Policies;

/// <summary>Writes numbers, dates and other small values from where they lie, without boxing.</summary>
internal static class ScalarWriter
{
    /// <summary>False when the type is none of those that are written as a plain text.</summary>
    /// <remarks>For each T all comparisons but one are constants and fall away.</remarks>
    public static bool TryWrite<T>(ref readonly T value, ValueCapturer capturer)
    {
        if (typeof(T) == typeof(int)) Write(Read<T, int>(in value), "Int32", capturer);
        else if (typeof(T) == typeof(long)) Write(Read<T, long>(in value), "Int64", capturer);
        else if (typeof(T) == typeof(double)) Write(Read<T, double>(in value), "Double", capturer);
        else if (typeof(T) == typeof(bool)) Write(Read<T, byte>(in value) != 0, "Boolean", capturer);
        else if (typeof(T) == typeof(decimal)) Write(Read<T, decimal>(in value), "Decimal", capturer);
        else if (typeof(T) == typeof(char)) Write(Read<T, char>(in value), "Char", capturer);
        else if (typeof(T) == typeof(byte)) Write(Read<T, byte>(in value), "Byte", capturer);
        else if (typeof(T) == typeof(sbyte)) Write(Read<T, sbyte>(in value), "SByte", capturer);
        else if (typeof(T) == typeof(short)) Write(Read<T, short>(in value), "Int16", capturer);
        else if (typeof(T) == typeof(ushort)) Write(Read<T, ushort>(in value), "UInt16", capturer);
        else if (typeof(T) == typeof(uint)) Write(Read<T, uint>(in value), "UInt32", capturer);
        else if (typeof(T) == typeof(ulong)) Write(Read<T, ulong>(in value), "UInt64", capturer);
        else if (typeof(T) == typeof(float)) Write(Read<T, float>(in value), "Single", capturer);
        else if (typeof(T) == typeof(nint)) Write(Read<T, nint>(in value), "IntPtr", capturer);
        else if (typeof(T) == typeof(nuint)) Write(Read<T, nuint>(in value), "UIntPtr", capturer);
        else if (typeof(T) == typeof(Guid)) Write(Read<T, Guid>(in value), "Guid", capturer);
        else if (typeof(T) == typeof(DateTime)) Write(Read<T, DateTime>(in value), "DateTime", capturer);
        else if (typeof(T) == typeof(DateTimeOffset)) Write(Read<T, DateTimeOffset>(in value), "DateTimeOffset", capturer);
        else if (typeof(T) == typeof(TimeSpan)) Write(Read<T, TimeSpan>(in value), "TimeSpan", capturer);
        else if (typeof(T) == typeof(DateOnly)) Write(Read<T, DateOnly>(in value), "DateOnly", capturer);
        else if (typeof(T) == typeof(TimeOnly)) Write(Read<T, TimeOnly>(in value), "TimeOnly", capturer);
        else if (typeof(T) == typeof(Half)) Write(Read<T, Half>(in value), "Half", capturer);
        else if (typeof(T) == typeof(Int128)) Write(Read<T, Int128>(in value), "Int128", capturer);
        else if (typeof(T) == typeof(UInt128)) Write(Read<T, UInt128>(in value), "UInt128", capturer);
        else if (typeof(T).IsEnum) EnumPolicy.Write(in value, capturer);
        else if (typeof(T) == typeof(int?)) WriteNullable(Read<T, int?>(in value), capturer);
        else if (typeof(T) == typeof(long?)) WriteNullable(Read<T, long?>(in value), capturer);
        else if (typeof(T) == typeof(double?)) WriteNullable(Read<T, double?>(in value), capturer);
        else if (typeof(T) == typeof(decimal?)) WriteNullable(Read<T, decimal?>(in value), capturer);
        else if (typeof(T) == typeof(DateTime?)) WriteNullable(Read<T, DateTime?>(in value), capturer);
        else if (typeof(T) == typeof(Guid?)) WriteNullable(Read<T, Guid?>(in value), capturer);
        else return false;

        return true;
    }

    public static void Write<T>(T value, string typeName, ValueCapturer capturer)
        where T : IUtf8SpanFormattable
    {
        if (!capturer.Refuses(typeof(T), typeName))
            Put(value, typeName, capturer);
    }

    /// <summary>Writes a value that may be shown for sure.</summary>
    public static void Put<T>(T value, string typeName, ValueCapturer capturer)
        where T : IUtf8SpanFormattable
    {
        var json = capturer.Json;
        json.BeginObject();
        json.Name("type"u8);
        json.String(typeName);
        json.Name("value"u8);
        if (typeof(T) == typeof(char))
        {
            // A character may need an escape, which other formatted values never do.
            json.String(new ReadOnlySpan<char>(in Unsafe.As<T, char>(ref value)));
        }
        else
        {
            json.Text(value);
        }

        json.EndObject();
    }

    public static void Write(bool value, string typeName, ValueCapturer capturer)
    {
        if (!capturer.Refuses(typeof(bool), typeName))
            Put(value, typeName, capturer);
    }

    public static void Put(bool value, string typeName, ValueCapturer capturer) =>
        capturer.WriteWhole(typeName, value ? bool.TrueString : bool.FalseString);

    private static void WriteNullable<T>(T? value, ValueCapturer capturer)
        where T : struct, IUtf8SpanFormattable
    {
        if (value is { } present)
            Write(present, typeof(T?).Name, capturer);
        else
            capturer.WriteNull(typeof(T?));
    }

    private static TTo Read<TFrom, TTo>(ref readonly TFrom value) =>
        Unsafe.ReadUnaligned<TTo>(in Unsafe.As<TFrom, byte>(ref Unsafe.AsRef(in value)));
}
