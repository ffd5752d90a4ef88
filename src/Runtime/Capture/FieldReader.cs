using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Weaver.Capture;

/// <summary>One instance field, read by reflection: what is used for types without a generated collector.</summary>
internal sealed class FieldReader
{
    private const int MaxBaseTypes = 10;

    private static readonly ConditionalWeakTable<Type, FieldReader[]> s_readers = [];

    private readonly FieldInfo _field;

    private FieldReader(FieldInfo field, string name)
    {
        _field = field;
        Name = name;
        Type = field.FieldType;
        IsNullable = Nullable.GetUnderlyingType(Type) is not null;
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
                if (FieldNames.Display(field.Name) is not { } name)
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

    /// <summary>The value, boxed. A pointer comes as an address.</summary>
    public unsafe object? Read(object target)
    {
        var value = _field.GetValue(target);
        return value is Pointer pointer ? (nint)Pointer.Unbox(pointer) : value;
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
