using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weaver.Common;

namespace Weaver.Capture;

/// <summary>A static field that a snapshot may show.</summary>
/// <param name="Name">The name to show.</param>
/// <param name="Field">The field.</param>
/// <param name="IsReadable">False when reading it would run the static constructor of its type.</param>
internal sealed record StaticField(string Name, FieldInfo Field, bool IsReadable)
{
    private const int MaxBaseTypes = 10;

    private static readonly ConditionalWeakTable<Type, StaticField[]> s_fields = [];

    /// <summary>The static fields of a type, then those of its base types; constants and open generic types have none to show.</summary>
    public static StaticField[] Of(Type type) => s_fields.GetValue(type, static type => Create(type));

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
                fields.Add(new StaticField(name, field, isReadable));
        }
    }
}
