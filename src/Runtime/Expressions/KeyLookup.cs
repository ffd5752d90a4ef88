using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace Weaver.Expressions;

/// <summary>
/// Looks texts up by their hash in the framework's dictionaries, where the comparer is the framework's and tells texts
/// apart as expressions do. Everything else has to be walked.
/// </summary>
internal static class KeyLookup
{
    // What dictionaries of texts keep for "no comparer", the default one and the ordinal one; all of them are internal.
    private static readonly HashSet<string> s_ordinal = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.NonRandomizedStringEqualityComparer+DefaultComparer",
        "System.Collections.Generic.NonRandomizedStringEqualityComparer+OrdinalComparer",
        "System.OrdinalCaseSensitiveComparer",
    };

    /// <summary>False when the entries have to be looked at one by one.</summary>
    /// <param name="source">A dictionary.</param>
    /// <param name="key">What is looked for.</param>
    /// <param name="found">Whether it is there.</param>
    /// <param name="value">What is under it.</param>
    public static bool TryFind(object source, in Value key, out bool found, out Value value)
    {
        found = false;
        value = default;
        if (key.Kind != ValueKind.String || source is not IDictionary dictionary || !IsOrdinal(source))
            return false;

        try
        {
            found = dictionary.Contains(key.Text);
            if (!found)
                return true;

            // Of a key that is not there this is null as well: another thread may have taken it out since.
            var element = dictionary[key.Text];
            found = element is not null || dictionary.Contains(key.Text);
            if (found)
                value = Value.OfObject(element);

            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or IndexOutOfRangeException or NullReferenceException)
        {
            // Another thread writes to it.
            return false;
        }
    }

    private static bool IsOrdinal(object source)
    {
        var type = source.GetType();
        if (!type.IsConstructedGenericType || type.GenericTypeArguments[0] != typeof(string))
            return false;

        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(Dictionary<,>))
            return HasOrdinalComparer(source);

        if (definition != typeof(ConcurrentDictionary<,>))
            return false;

        var tables = MemberAccess.Find(type, "_tables");
        return tables.Refusal is null && tables.Read(source).Reference is { } current && HasOrdinalComparer(current);
    }

    private static bool HasOrdinalComparer(object owner)
    {
        var field = MemberAccess.Find(owner.GetType(), "_comparer");
        if (field.Refusal is not null)
            return false;

        return field.Read(owner).Reference is not { } comparer
            || (comparer.GetType() is var type && type.Assembly == typeof(object).Assembly && (type == EqualityComparer<string>.Default.GetType() || s_ordinal.Contains(type.FullName ?? "")));
    }
}
