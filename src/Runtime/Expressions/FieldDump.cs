using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Weaver.Expressions;

/// <summary>The first instance fields of a type, in order of declaration, as a message shows them.</summary>
/// <remarks>Immutable and safe for any number of threads. The table holds types weakly.</remarks>
internal sealed class FieldDump
{
    /// <summary>Fields that a message shows of an object.</summary>
    public const int MaxFields = 5;

    private const BindingFlags DeclaredInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConditionalWeakTable<Type, FieldDump> s_known = [];

    private readonly FieldInfo[] _fields;
    private readonly string[] _names;

    private FieldDump(Type type)
    {
        var fields = new List<FieldInfo>();
        var names = new List<string>();
        for (var current = type; current is not null && current != typeof(object) && fields.Count <= MaxFields; current = current.BaseType)
        {
            foreach (var field in Fields(current))
            {
                if (DisplayName(field.Name) is not { } name)
                    continue;

                fields.Add(field);
                names.Add(name);
            }
        }

        HasMore = fields.Count > MaxFields;
        var shown = Math.Min(fields.Count, MaxFields);
        _fields = fields.GetRange(0, shown).ToArray();
        _names = names.GetRange(0, shown).ToArray();
    }

    public bool HasMore { get; }

    public int Count => _fields.Length;

    public static FieldDump Of(Type type) => s_known.GetValue(type, static type => new FieldDump(type));

    public string NameOf(int index) => _names[index];

    public Type TypeOf(int index) => _fields[index].FieldType;

    public object? Read(int index, object target) => _fields[index].GetValue(target);

    // Fields that the compiler invented carry nothing that the author named.
    private static string? DisplayName(string name)
    {
        if (name[0] != '<')
            return name;

        var end = name.IndexOf('>', StringComparison.Ordinal);
        return end > 1 ? name[1..end] : null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What can be shown of an object is what trimming left of it.")]
    private static FieldInfo[] Fields(Type type)
    {
        var fields = type.GetFields(DeclaredInstance);
        if (fields.Length > 1 && fields[0].HasMetadataToken())
            Array.Sort(fields, static (left, right) => left.MetadataToken.CompareTo(right.MetadataToken));
        return fields;
    }
}
