using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weaver.Frames;

namespace Weaver.Capture;

/// <summary>One instance field found by reflection: what is used for types without a generated collector.</summary>
internal sealed class FieldReader
{
    private const int MaxBaseTypes = 10;

    private static readonly ConditionalWeakTable<Type, FieldReader[]> s_readers = [];

    private readonly FieldInfo _field;
    private readonly int _offset;
    private readonly bool _isAddress;
    private readonly bool _mayInitialize;
    private readonly SlotType? _slot;

    private FieldReader(FieldInfo field, string name)
    {
        _field = field;
        Name = name;
        Type = field.FieldType;
        IsNullable = Nullable.GetUnderlyingType(Type) is not null;
        _isAddress = Type.IsPointer || Type.IsFunctionPointer;
        _slot = ScalarSlots.Find(Type);
        _offset = FieldOffsets.Of(field);
        _mayInitialize = _offset < 0 && MayInitialize(field.DeclaringType!);
    }

    /// <summary>The name to show.</summary>
    public string Name { get; }

    public Type Type { get; }

    public bool IsNullable { get; }

    /// <summary>The fields of a type in the order of their declaration, then those of its base types, nearest first.</summary>
    public static FieldReader[] Of(Type type) => s_readers.GetValue(type, static type => Create(type, typeof(object)));

    /// <summary>The fields that a type and its bases declare below a certain base type.</summary>
    public static FieldReader[] Create(Type type, Type below)
    {
        var readers = new List<FieldReader>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var current = type;
        for (var level = 0; current is not null && current != below && level <= MaxBaseTypes; level++)
        {
            foreach (var field in DeclaredFields(current))
            {
                if (FieldNames.Display(current, field.Name) is not { } name)
                    continue;

                // A base type may use the name again; then its own name tells the two apart.
                if (!names.Add(name) && !names.Add(name = current.Name + "." + name))
                    continue;

                readers.Add(new FieldReader(field, name));
            }

            current = current.BaseType;
        }

        return [.. readers];
    }

    /// <summary>Hands the value to the capturer, references and scalars without a copy.</summary>
    public void Write(object target, ValueCapturer capturer)
    {
        if (_offset < 0)
        {
            WriteByReflection(target, capturer);
            return;
        }

        ref var address = ref FieldOffsets.At(target, _offset);
        if (_isAddress)
            capturer.WriteAddress(Type.Name, Unsafe.ReadUnaligned<nint>(ref address));
        else if (_slot is not null)
            _slot.Accept(ref address, capturer);
        else if (Type.IsValueType)
            capturer.Boxed(RuntimeHelpers.Box(ref address, Type.TypeHandle), Type, IsNullable);
        else
            capturer.Reference(Unsafe.As<byte, object?>(ref address), Type);
    }

    private unsafe void WriteByReflection(object target, ValueCapturer capturer)
    {
        if (_mayInitialize)
        {
            capturer.WriteNotCaptured(Type.Name, NotCapturedReason.TypeInitializer);
            return;
        }

        var value = _field.GetValue(target);
        if (_isAddress)
            capturer.WriteAddress(Type.Name, value is Pointer pointer ? (nint)Pointer.Unbox(pointer) : value as nint? ?? 0);
        else
            capturer.Boxed(value, Type, IsNullable);
    }

    // The static constructor of a class that has an explicit one ran before its first object was made.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A static constructor that was trimmed away cannot run.")]
    private static bool MayInitialize(Type type) =>
        RuntimeFeature.IsDynamicCodeCompiled
        && type.TypeInitializer is not null
        && (type.IsValueType || (type.Attributes & TypeAttributes.BeforeFieldInit) != 0);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What can be shown of an object is what trimming left of it; a missing field is not an error.")]
    private static FieldInfo[] DeclaredFields(Type type)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

        // Reflection's own order depends on which fields were asked for before.
        if (fields.Length > 1 && fields[0].HasMetadataToken())
            Array.Sort(fields, static (left, right) => left.MetadataToken.CompareTo(right.MetadataToken));
        return fields;
    }
}
