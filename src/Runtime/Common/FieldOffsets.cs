using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Weaver.Common;

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

    // Fields have tokens wherever code is compiled from IL at run time, or was compiled before with the IL kept at hand.
    // Code compiled ahead of time for good has none: there, reading by reflection initializes no types, and a field's
    // handle is nothing of what is described above. RuntimeFeature does not tell the two apart: a program may switch
    // dynamic code off on any runtime, and that changes nothing of what reading a field does.
    private static readonly bool s_hasTokens = typeof(RawObject).GetField(nameof(RawObject.FirstByte)) is not { } field || field.HasMetadataToken();

    private static readonly bool s_areRight = s_hasTokens && AreRight();

    /// <summary>Distance from the first byte of the object's data, or -1 when it is not known.</summary>
    public static int Of(FieldInfo field) => s_areRight ? Read(field) : Unknown;

    /// <summary>True where the program was compiled ahead of time for good: only the fields that the compiler kept a record of are found.</summary>
    public static bool IsCompiledAhead => !s_hasTokens;

    /// <summary>True when <see cref="FieldInfo.GetValue"/> might run the static constructor of the declaring type.</summary>
    /// <remarks>One that ran already counts too; nothing tells whether it has.</remarks>
    public static bool MayInitialize(FieldInfo field) => MayInitialize(field, s_hasTokens);

    /// <param name="field">An instance field.</param>
    /// <param name="hasTokens">False where the program was compiled ahead of time for good.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A static constructor that was trimmed away cannot run.")]
    internal static bool MayInitialize(FieldInfo field, bool hasTokens) => hasTokens && field.DeclaringType?.TypeInitializer is not null;

    /// <summary>The byte of an object, or of a boxed value, at a distance.</summary>
    public static ref byte At(object target, int offset) => ref Unsafe.AddByteOffset(ref Unsafe.As<RawObject>(target).FirstByte, offset);

    private static unsafe int Read(FieldInfo field)
    {
        // A pointer to the owner, a word with the token, a word with the offset.
        var record = (uint*)field.FieldHandle.Value;
        var offset = record[(sizeof(nint) / sizeof(uint)) + 1] & Mask;
        return offset < Largest ? (int)offset : Unknown;
    }

    // Scalars come first: any bits make a number, and a layout that gives wrong ones is found out before a reference is
    // looked at.
    private static bool AreRight()
    {
        var sample = new Sample { Other = new object() };
        var generic = new Generic<string> { Item = "item" };
        return Find<long>(sample, Sample.Size, typeof(Sample), nameof(Sample.Large)) == sample.Large
            && Find<byte>(sample, Sample.Size, typeof(Sample), nameof(Sample.Small)) == sample.Small
            && Find<int>(sample, Sample.Size, typeof(Sample), nameof(Sample.Number)) == sample.Number
            && Find<short>(new Value { First = 11, Second = 22 }, Unsafe.SizeOf<Value>(), typeof(Value), nameof(Value.Second)) == 22
            && Find<double>(generic, Generic<string>.Size, typeof(Generic<string>), nameof(Generic<string>.Fraction)) == generic.Fraction
            && FindsObject(generic, Generic<string>.Size, typeof(Generic<string>), nameof(Generic<string>.Item), generic.Item)
            && FindsObject(sample, Sample.Size, typeof(Sample), nameof(Sample.Text), sample.Text)
            && FindsObject(sample, Sample.Size, typeof(Sample), nameof(Sample.Other), sample.Other);
    }

    // Compared as bits: what is not known to be a reference yet must not become one. Should a collection move the object
    // between the two readings, they differ, and another try follows.
    private static bool FindsObject(
        object target,
        int size,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type,
        string name,
        object expected)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (Find<nint>(target, size, type, name) == Unsafe.As<object, nint>(ref expected))
                return true;
        }

        return false;
    }

    // Only the bytes of the object itself are read, wherever the record claims the field to be. Its size is taken as the
    // sum of its fields, to which alignment can only add.
    private static T Find<T>(
        object target,
        int size,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type,
        string name)
        where T : unmanaged
    {
        var offset = type.GetField(name) is { } field ? Read(field) : Unknown;
        return offset >= 0 && offset <= size - Unsafe.SizeOf<T>() ? Unsafe.ReadUnaligned<T>(ref At(target, offset)) : default;
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

    private class Derived : Base
    {
        public int Number = 0x01020304;
        public object Other = "";
    }

    // The fields that are looked for lie before those of this class, so that the gaps between them need not be known.
    private sealed class Sample : Derived
    {
        public static int Size => (2 * nint.Size) + sizeof(long) + sizeof(byte) + sizeof(int) + Unsafe.SizeOf<Room>();

        public Room Rest = new(1, 2);
    }

    private struct Value
    {
        public int First;
        public short Second;
    }

    private sealed class Generic<T>
    {
        public static int Size => nint.Size + sizeof(double) + Unsafe.SizeOf<Room>();

        public T Item = default!;
        public double Fraction = 2.5;
        public Room Rest = new(1, 2);
    }

    private readonly record struct Room(long First, long Second);
}
