using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weaver.Common;
using Weaver.Frames;
using Weaver.Redaction;

namespace Weaver.Expressions;

/// <summary>How to read one member of a type without running anything of the program: a field, or the field behind an auto-property.</summary>
/// <remarks>Immutable and safe for any number of threads. The table holds types weakly.</remarks>
internal sealed class MemberAccess
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConditionalWeakTable<Type, ConcurrentDictionary<string, MemberAccess>> s_known = [];

    private readonly FieldSlot? _field;
    private readonly FieldInfo? _static;
    private readonly Value _constant;
    private readonly bool _isSensitive;

    private MemberAccess(Type type, FieldSlot field)
    {
        Type = type;
        _field = field;
        _isSensitive = field.IsSensitive;
    }

    private MemberAccess(Type? type, FieldInfo? field, string? refusal)
    {
        Type = type;
        _static = field;
        Refusal = refusal;
        _isSensitive = field is not null && SensitiveMarks.IsMarked(field);
    }

    private MemberAccess(FieldInfo literal)
    {
        Type = literal.FieldType;
        _isSensitive = SensitiveMarks.IsMarked(literal);
        if (!_isSensitive)
            _constant = Value.OfObject(literal.GetRawConstantValue(), literal.FieldType);
    }

    /// <summary>Declared type of the member; null when it is refused.</summary>
    public Type? Type { get; }

    /// <summary>The instance field that is read; null for anything else.</summary>
    public FieldSlot? Field => _field;

    /// <summary>Null when the member can be read; else the sentence that says why not.</summary>
    public string? Refusal { get; }

    /// <summary>True when the type has no such member at all.</summary>
    public bool IsMissing { get; private init; }

    public static MemberAccess Find(Type type, string name) =>
        s_known.GetValue(type, static _ => new ConcurrentDictionary<string, MemberAccess>(StringComparer.Ordinal))
            .GetOrAdd(name, static (name, type) => Create(type, name), type);

    /// <summary>The member's value. Only for members that are not refused.</summary>
    public Value Read(object target)
    {
        if (_field is not null)
            return ValueLoader.Load(_field, target);

        return _static is null ? _constant : Value.OfObject(Plain(_static.GetValue(null)), Type);
    }

    /// <summary>
    /// True when the value is not to be read: it is marked, or its declared type hidden, or it goes by a sensitive name, or is a
    /// text of an exception that is left out.
    /// </summary>
    public bool IsHidden(object target, RedactionRules rules) =>
        _isSensitive
        || (_field?.NamedBy is { } name && rules.IsRedactedName(name.Text(target)))
        || (Type is not null && (rules.IsRedactedType(Type) || (target is Exception exception && rules.HidesInException(exception, Type))));

    /// <summary>True when some objects of a type hide the value, so that <see cref="IsHidden"/> has to be asked for each.</summary>
    public bool MayBeHidden(Type owner, RedactionRules rules) =>
        _isSensitive
        || _field?.NamedBy is not null
        || (Type is not null && (rules.IsRedactedType(Type) || (typeof(Exception).IsAssignableFrom(owner) && RedactionRules.CanHoldText(Type))));

    /// <summary>Names of what can be read, for suggestions.</summary>
    public static IEnumerable<string> NamesOf(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var field in Fields(current))
            {
                var name = field.Name;
                var end = name.IndexOf('>', StringComparison.Ordinal);
                if (name[0] != '<')
                    yield return name;
                else if (end > 1)
                    yield return name[1..end];
            }
        }
    }

    // Pointers come boxed in a class of reflection's own; their address is what can be shown.
    private static unsafe object? Plain(object? value) => value is Pointer pointer ? (nint)Pointer.Unbox(pointer) : value;

    private static MemberAccess Create(Type type, string name)
    {
        if (ExceptionMembers.Find(type, name) is { } special)
            return special;

        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            if (FindField(current, name) is { } field)
                return OfField(current, field, name);

            if (FindProperty(current, name) is { } property)
                return OfProperty(current, property, name);

            // A captured primary-constructor parameter has neither; its field keeps the name in angle brackets.
            if (FindField(current, "<" + name + ">P") is { } captured)
                return OfField(current, captured, name);

            // Trimming forgets properties that nothing calls any more, while their fields may stay.
            foreach (var candidate in BackingFieldsOf(name))
            {
                if (FindField(current, candidate) is { } backing)
                    return OfField(current, backing, name);
            }
        }

        return new MemberAccess(null, null, "The member '" + name + "' does not exist on type " + Show(type)
            + (FieldOffsets.IsCompiledAhead ? ", or the native compiler kept no record of it. " : ". ")
            + Language.Suggestion.DidYouMean(name, NamesOf(type))) { IsMissing = true };
    }

    internal static MemberAccess OfField(Type owner, FieldInfo field, string name)
    {
        if (field.IsLiteral)
            return new MemberAccess(field);

        if (field.IsStatic && HasInitializer(owner))
            return Refuse("The static member '" + name + "' of type " + Show(owner) + " is not read, because reading it might run the type initializer. Copy it to a local.");

        if (field.IsStatic)
            return new MemberAccess(field.FieldType, field, null);

        var slot = new FieldSlot(field, name);
        return slot.IsReadable
            ? new MemberAccess(field.FieldType, slot)
            : Refuse("The member '" + name + "' of type " + Show(owner) + " is not read, because reading it might run the type initializer. Copy it to a local.");
    }

    private static MemberAccess OfProperty(Type owner, PropertyInfo property, string name)
    {
        foreach (var candidate in BackingFieldsOf(name))
        {
            if (FindField(owner, candidate) is { } backing
                && backing.FieldType == property.PropertyType
                && backing.IsStatic == (property.GetMethod ?? property.SetMethod)?.IsStatic)
                return OfField(owner, backing, name);
        }

        return Refuse("The property '" + name + "' of type " + Show(owner) + " cannot be safely read, because its getter would have to run. Name a field or an auto-property"
            + (name is "Count" or "Length" ? ", or use len()." : "."));
    }

    private static MemberAccess Refuse(string sentence) => new(null, null, sentence);

    // Of classes, and of anonymous types.
    private static string[] BackingFieldsOf(string name) => ["<" + name + ">k__BackingField", "<" + name + ">i__Field"];

    private static string Show(Type type) => type.FullName ?? type.Name;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An initializer that trimming removed cannot run.")]
    private static bool HasInitializer(Type type) => type.TypeInitializer is not null || type.ContainsGenericParameters;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What can be read of an object is what trimming left of it; a missing field is reported as such.")]
    private static FieldInfo? FindField(Type type, string name) => type.GetField(name, Declared);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A property is looked up only to tell a computed one from a missing one.")]
    private static PropertyInfo? FindProperty(Type type, string name)
    {
        foreach (var property in type.GetProperties(Declared))
        {
            if (string.Equals(property.Name, name, StringComparison.Ordinal) && property.GetIndexParameters().Length == 0)
                return property;
        }

        return null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What can be read of an object is what trimming left of it.")]
    private static FieldInfo[] Fields(Type type) => type.GetFields(Declared);
}
