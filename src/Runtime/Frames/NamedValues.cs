using System;
using System.Reflection;
using System.Diagnostics.CodeAnalysis;

namespace Weaver.Frames;

/// <summary>
/// Recognizes objects that hold a name and the value that goes by it: entries of dictionaries and what they are made of,
/// headers, claims, settings. Whether such a value may be shown is decided by the name that the object holds.
/// </summary>
internal static class NamedValues
{
    /// <summary>The field that holds the name of what is in this one; null when there is none.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A name that trimming removed is not shown either.")]
    public static FieldSlot? FindName(FieldInfo field)
    {
        if (Plain(field.Name) is not ("value" or "val") || field.IsStatic || field.DeclaringType is not { } owner)
            return null;

        foreach (var candidate in owner.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (Plain(candidate.Name) is "key" or "name" && (candidate.FieldType == typeof(string) || candidate.FieldType == typeof(object)))
                return new FieldSlot(candidate, candidate.Name);
        }

        return null;
    }

    // _key, m_key, Key and <Key>k__BackingField alike.
    private static string Plain(string fieldName)
    {
        var name = Common.FieldNames.Display(fieldName) ?? "";
        if (name.StartsWith("m_", StringComparison.Ordinal))
            name = name[2..];
        return name.TrimStart('_').ToLowerInvariant();
    }
}
