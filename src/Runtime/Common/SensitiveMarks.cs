using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Weaver.Common;

/// <summary>Finds <c>[Sensitive]</c> on types and on what fields stand for. Reads metadata only; the attribute is never made.</summary>
/// <remarks>Slow: callers keep the answer. Any thread may call.</remarks>
internal static class SensitiveMarks
{
    // By name: an assembly for another framework has a declaration of its own.
    private const string Space = "Weaver";
    private const string Name = "SensitiveAttribute";

    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>True for a field that carries the mark, and for the field behind a property or parameter that does.</summary>
    public static bool IsMarked(FieldInfo field)
    {
        if (Has(field))
            return true;

        return FieldNames.IsCompilerMade(field.Name)
            && FieldNames.Display(field.Name) is { } name
            && field.DeclaringType is { } owner
            && (IsPropertyMarked(owner, name) || IsParameterMarked(owner, name));
    }

    /// <summary>True for a type that carries the mark, inherits it, or implements an interface with it.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that trimming removed marks nothing any more that could be reached by it.")]
    public static bool IsMarked(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        for (var current = type; current is not null && !IsOfTheCore(current); current = current.BaseType)
        {
            if (Has(current))
                return true;
        }

        if (IsOfTheCore(type))
            return false;

        foreach (var contract in type.GetInterfaces())
        {
            if (!IsOfTheCore(contract) && Has(contract))
                return true;
        }

        return false;
    }

    // Never marked, and often asked for.
    private static bool IsOfTheCore(Type type) => type.Assembly == typeof(object).Assembly;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The weaver puts the mark of an auto-property on its field too.")]
    private static bool IsPropertyMarked(Type owner, string name)
    {
        foreach (var property in owner.GetProperties(Declared))
        {
            if (property.Name == name && Has(property))
                return true;
        }

        return false;
    }

    // Of a record, or of a class with a primary constructor, whose parameters become members.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The weaver puts the mark of such a parameter on its field too.")]
    private static bool IsParameterMarked(Type owner, string name)
    {
        foreach (var constructor in owner.GetConstructors(Declared & ~BindingFlags.Static))
        {
            foreach (var parameter in constructor.GetParameters())
            {
                if (parameter.Name == name && Has(parameter))
                    return true;
            }
        }

        return false;
    }

    // What cannot be told is not shown.
    private static bool Has(MemberInfo member) => AttributeNames.Find(member, Space, Name) ?? true;

    private static bool Has(ParameterInfo parameter) => AttributeNames.Find(parameter, Space, Name) ?? true;
}
