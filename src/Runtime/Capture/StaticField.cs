using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weaver.Common;
using Weaver.Frames;

namespace Weaver.Capture;

/// <summary>A static field that a snapshot may show, read without boxing where its value is a plain number.</summary>
/// <remarks>Immutable and safe for any number of threads.</remarks>
internal sealed class StaticField
{
    private const int MaxBaseTypes = 10;

    private static readonly ConditionalWeakTable<Type, StaticField[]> s_fields = [];

    private readonly FieldInfo _field;
    private readonly bool _isReadable;
    private readonly bool _isNullable;
    private readonly bool _isAddress;
    private readonly SlotType? _scalar;
    private readonly nint _address;

    private StaticField(FieldInfo field, string name, bool isReadable)
    {
        _field = field;
        _isReadable = isReadable;
        Name = name;
        Type = field.FieldType;
        IsSensitive = SensitiveMarks.IsMarked(field);
        _isNullable = Nullable.GetUnderlyingType(Type) is not null;
        _isAddress = Type.IsPointer || Type.IsFunctionPointer;
        if (isReadable && Type.IsPrimitive)
        {
            _scalar = ScalarSlots.Find(Type);
            _address = StaticAddresses.Of(field);
        }
    }

    /// <summary>The name to show.</summary>
    public string Name { get; }

    public Type Type { get; }

    /// <summary>Marked <c>[Sensitive]</c>: the value is not to be read.</summary>
    public bool IsSensitive { get; }

    /// <summary>The static fields of a type, then those of its base types; constants and open generic types have none to show.</summary>
    public static StaticField[] Of(Type type) => s_fields.GetValue(type, static type => Create(type));

    /// <summary>Hands the value to the visitor, or says that reading it would run the static constructor of its type.</summary>
    public unsafe void Accept(SlotVisitor visitor)
    {
        if (!_isReadable)
            visitor.Uninitialized(Type);
        else if (_scalar is not null && _address != 0)
            _scalar.Accept(ref *(byte*)_address, visitor);
        else if (_isAddress)
            visitor.Address(_field.GetValue(null) is Pointer pointer ? (nint)Pointer.Unbox(pointer) : 0, Type);
        else
            visitor.Boxed(_field.GetValue(null), Type, _isNullable);
    }

    private static StaticField[] Create(Type type)
    {
        var fields = new List<StaticField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var current = type;
        for (var level = 0; current is not null && current != typeof(object) && level <= MaxBaseTypes; level++)
        {
            if (!current.ContainsGenericParameters)
                Add(current, fields, names);
            current = current.BaseType;
        }

        return [.. fields];
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What can be shown of a type is what trimming left of it.")]
    private static void Add(Type type, List<StaticField> fields, HashSet<string> names)
    {
        const BindingFlags Declared = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        var isReadable = type.TypeInitializer is null;
        foreach (var field in type.GetFields(Declared))
        {
            if (!field.IsLiteral && !field.FieldType.IsByRefLike && FieldNames.Display(field.Name) is { } name && names.Add(name))
                fields.Add(new StaticField(field, name, isReadable));
        }
    }
}
