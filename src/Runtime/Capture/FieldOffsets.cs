using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Weaver.Capture;

/// <summary>Where a field lies inside its object, so that it can be read without reflection's own reading.</summary>
/// <remarks>
/// <see cref="FieldInfo.GetValue"/> runs the static constructor of the declaring type when it has not run yet, which for
/// a class with field initializers is quite usual while its objects are already around. No interface tells an offset,
/// but the runtime's record of a field does, at a place that has not moved since the first .NET Core. It is believed
/// only after the fields of objects of our own, with known values, were found by it; otherwise nothing is.
/// </remarks>
internal static class FieldOffsets
{
    private const int Unknown = -1;

    // The offset shares its word with five bits of type. The highest numbers mark fields that have no fixed place.
    private const uint Mask = 0x7FF_FFFF;
    private const uint Largest = 0x7FF_0000;

    private static readonly bool s_areRight = AreRight();

    /// <summary>Distance from the first byte of the object's data, or -1.</summary>
    public static int Of(FieldInfo field) => s_areRight ? Read(field) : Unknown;

    /// <summary>The byte of an object, or of a boxed value, at a distance.</summary>
    public static ref byte At(object target, int offset) => ref Unsafe.AddByteOffset(ref Unsafe.As<RawObject>(target).FirstByte, offset);

    private static unsafe int Read(FieldInfo field)
    {
        // A pointer to the owner, a word with the token, a word with the offset.
        var record = (uint*)field.FieldHandle.Value;
        var offset = record[(sizeof(nint) / sizeof(uint)) + 1] & Mask;
        return offset < Largest ? (int)offset : Unknown;
    }

    private static bool AreRight()
    {
        // Compiled ahead of time there is no such record, and no need: reflection does not initialize types there.
        if (!RuntimeFeature.IsDynamicCodeCompiled)
            return false;

        var derived = new Derived();
        return FindsObject(derived, typeof(Base), nameof(Base.Text), derived.Text)
            && Find<long>(derived, typeof(Base), nameof(Base.Large)) == derived.Large
            && Find<byte>(derived, typeof(Base), nameof(Base.Small)) == derived.Small
            && Find<int>(derived, typeof(Derived), nameof(Derived.Number)) == derived.Number
            && FindsObject(derived, typeof(Derived), nameof(Derived.Other), derived.Other)
            && Find<short>(new Value { First = 11, Second = 22 }, typeof(Value), nameof(Value.Second)) == 22
            && Find<double>(new Generic<string> { Item = "item", Fraction = 2.5 }, typeof(Generic<string>), nameof(Generic<string>.Fraction)) == 2.5;
    }

    // Compared as bits: what is not known to be a reference yet must not become one. Should a collection move the object
    // between the two readings, they differ, and another try follows.
    private static bool FindsObject(
        object target,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type,
        string name,
        object expected)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (Find<nint>(target, type, name) == Unsafe.As<object, nint>(ref expected))
                return true;
        }

        return false;
    }

    private static T? Find<T>(
        object target,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type,
        string name)
    {
        var offset = type.GetField(name) is { } field ? Read(field) : Unknown;

        // What lies beyond the objects here is not touched, even when the record is not what it was.
        return offset is >= 0 and <= 32 ? Unsafe.ReadUnaligned<T>(ref At(target, offset)) : default;
    }

    private sealed class RawObject
    {
        public byte FirstByte;
    }

    private class Base
    {
        public string Text = "text";
        public long Large = 0x1122334455667788;
        public byte Small = 0x5A;
    }

    private sealed class Derived : Base
    {
        public int Number = 0x01020304;
        public object Other = new();
    }

    private struct Value
    {
        public int First;
        public short Second;
    }

    private sealed class Generic<T>
    {
        public T? Item;
        public double Fraction;
    }
}
