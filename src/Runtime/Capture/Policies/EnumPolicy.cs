using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Weaver.Capture.Policies;

/// <summary>Enums by name; combinations as the framework spells them, unknown values as numbers.</summary>
internal sealed class EnumPolicy : CapturePolicy
{
    private readonly Dictionary<ulong, string> _names = [];

    public EnumPolicy(Type type)
    {
        var names = Enum.GetNames(type);
        var values = Enum.GetValuesAsUnderlyingType(type);
        for (var i = 0; i < names.Length; i++)
            _names.TryAdd(Bits(values.GetValue(i)!), names[i]);
    }

    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        var text = _names.TryGetValue(Bits(value), out var name) ? name : ((Enum)value).ToString();
        capturer.WriteText(typeName, text, text.Length);
    }

    /// <summary>An enum where it lies; boxed only when it has no single name.</summary>
    public static void Write<T>(ref readonly T value, ValueCapturer capturer)
    {
        var type = typeof(T);
        if (capturer.Refuses(type, type.Name))
            return;

        var policy = (EnumPolicy)CapturePolicies.For(type);
        ref var bytes = ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value));
        if (policy._names.TryGetValue(Bits(ref bytes, Unsafe.SizeOf<T>()), out var name))
            capturer.WriteText(type.Name, name, name.Length);
        else
            policy.Write(value!, type.Name, capturer);
    }

    private static ulong Bits(ref byte bytes, int size) => size switch
    {
        1 => bytes,
        2 => Unsafe.ReadUnaligned<ushort>(ref bytes),
        4 => Unsafe.ReadUnaligned<uint>(ref bytes),
        _ => Unsafe.ReadUnaligned<ulong>(ref bytes),
    };

    // The same number for a value and for its bytes: without the sign's extension.
    private static ulong Bits(object boxed)
    {
        var convertible = (IConvertible)boxed;
        return convertible.GetTypeCode() switch
        {
            TypeCode.SByte => (byte)convertible.ToSByte(CultureInfo.InvariantCulture),
            TypeCode.Int16 => (ushort)convertible.ToInt16(CultureInfo.InvariantCulture),
            TypeCode.Int32 => (uint)convertible.ToInt32(CultureInfo.InvariantCulture),
            TypeCode.Int64 => (ulong)convertible.ToInt64(CultureInfo.InvariantCulture),
            TypeCode.Boolean => convertible.ToBoolean(CultureInfo.InvariantCulture) ? 1UL : 0UL,
            TypeCode.Char => convertible.ToChar(CultureInfo.InvariantCulture),
            _ => convertible.ToUInt64(CultureInfo.InvariantCulture),
        };
    }
}
