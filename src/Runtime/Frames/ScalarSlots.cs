using System;
using System.Collections.Generic;

namespace Weaver.Frames;

/// <summary>How to read scalars of types that are known only at run time, without boxing.</summary>
internal static class ScalarSlots
{
    private static readonly Dictionary<Type, SlotType> s_slots = new()
    {
        [typeof(bool)] = SlotType<bool>.Instance,
        [typeof(char)] = SlotType<char>.Instance,
        [typeof(byte)] = SlotType<byte>.Instance,
        [typeof(sbyte)] = SlotType<sbyte>.Instance,
        [typeof(short)] = SlotType<short>.Instance,
        [typeof(ushort)] = SlotType<ushort>.Instance,
        [typeof(int)] = SlotType<int>.Instance,
        [typeof(uint)] = SlotType<uint>.Instance,
        [typeof(long)] = SlotType<long>.Instance,
        [typeof(ulong)] = SlotType<ulong>.Instance,
        [typeof(nint)] = SlotType<nint>.Instance,
        [typeof(nuint)] = SlotType<nuint>.Instance,
        [typeof(float)] = SlotType<float>.Instance,
        [typeof(double)] = SlotType<double>.Instance,
        [typeof(decimal)] = SlotType<decimal>.Instance,
        [typeof(Guid)] = SlotType<Guid>.Instance,
        [typeof(DateTime)] = SlotType<DateTime>.Instance,
        [typeof(DateTimeOffset)] = SlotType<DateTimeOffset>.Instance,
        [typeof(TimeSpan)] = SlotType<TimeSpan>.Instance,
        [typeof(int?)] = SlotType<int?>.Instance,
        [typeof(long?)] = SlotType<long?>.Instance,
        [typeof(double?)] = SlotType<double?>.Instance,
        [typeof(decimal?)] = SlotType<decimal?>.Instance,
        [typeof(DateTime?)] = SlotType<DateTime?>.Instance,
        [typeof(Guid?)] = SlotType<Guid?>.Instance,
    };

    /// <summary>Null for every other type.</summary>
    public static SlotType? Find(Type type) => s_slots.GetValueOrDefault(type);
}
