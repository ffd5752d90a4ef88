using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weaver.Common;

namespace Weaver.Frames;

/// <summary>One instance field found by reflection, read without running anything of its type.</summary>
/// <remarks>Immutable and safe for any number of threads. The table holds types weakly.</remarks>
internal sealed class FieldSlot
{
    private const int MaxBaseTypes = 10;

    private static readonly ConditionalWeakTable<Type, FieldSlot[]> s_slots = [];

    private readonly FieldInfo _field;
    private readonly int _offset;
    private readonly bool _isAddress;
    private readonly bool _isNullable;
    private readonly SlotType? _scalar;

    public FieldSlot(FieldInfo field, string name)
    {
        _field = field;
        Name = name;
        Type = field.FieldType;
        _isNullable = Nullable.GetUnderlyingType(Type) is not null;
        _isAddress = Type.IsPointer || Type.IsFunctionPointer;
        _scalar = ScalarSlots.Find(Type);
        _offset = FieldOffsets.Of(field);
        IsReadable = _offset >= 0 || !FieldOffsets.MayInitialize(field);
        IsSensitive = SensitiveMarks.IsMarked(field);
        NamedBy = NamedValues.FindName(field);
    }

    /// <summary>The name to show.</summary>
    public string Name { get; }

    public Type Type { get; }

    /// <summary>Distance of the field from the first byte of its object's data; negative when that is not known.</summary>
    public int Offset => _offset;

    /// <summary>False when only reflection could read the field and that might run the static constructor of its type.</summary>
    public bool IsReadable { get; }

    /// <summary>Marked <c>[Sensitive]</c>: the value is not to be read.</summary>
    public bool IsSensitive { get; }

    /// <summary>The field beside it that holds this value's name, such as the key of an entry; null for most fields.</summary>
    public FieldSlot? NamedBy { get; }

    /// <summary>The fields of a type in the order of their declaration, then those of its base types, nearest first.</summary>
    public static FieldSlot[] Of(Type type) => s_slots.GetValue(type, static type => Create(type, typeof(object)));

    /// <summary>The fields that a type and its bases declare below a certain base type.</summary>
    public static FieldSlot[] Create(Type type, Type below)
    {
        var slots = new List<FieldSlot>();
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

                slots.Add(new FieldSlot(field, name));
            }

            current = current.BaseType;
        }

        return [.. slots];
    }

    /// <summary>Hands the value to the visitor, references and scalars without a copy.</summary>
    public void Accept(object target, SlotVisitor visitor)
    {
        if (_offset < 0)
        {
            AcceptByReflection(target, visitor);
            return;
        }

        ref var address = ref FieldOffsets.At(target, _offset);
        if (_scalar is not null)
            _scalar.Accept(ref address, visitor);
        else if (_isAddress)
            visitor.Address(Unsafe.ReadUnaligned<nint>(ref address), Type);
        else if (Type.IsValueType)
            visitor.Boxed(RuntimeHelpers.Box(ref address, Type.TypeHandle), Type, _isNullable);
        else
            visitor.Reference(Unsafe.As<byte, object?>(ref address), Type);
    }

    /// <summary>The text in the field; null when it holds none or cannot be read.</summary>
    public string? Text(object target)
    {
        if (Type.IsValueType || !IsReadable)
            return null;

        return (_offset < 0 ? _field.GetValue(target) : Unsafe.As<byte, object?>(ref FieldOffsets.At(target, _offset))) as string;
    }

    private unsafe void AcceptByReflection(object target, SlotVisitor visitor)
    {
        if (!IsReadable)
        {
            visitor.Uninitialized(Type);
            return;
        }

        var value = _field.GetValue(target);
        if (_isAddress)
            visitor.Address(value is Pointer pointer ? (nint)Pointer.Unbox(pointer) : value as nint? ?? 0, Type);
        else
            visitor.Boxed(value, Type, _isNullable);
    }

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
