using System;
using System.Collections;
using System.Collections.Generic;

namespace Weaver.Expressions;

/// <summary>Recognizes the framework's key and value pairs.</summary>
internal static class Pairs
{
    public static bool IsPair(Type type) =>
        type == typeof(DictionaryEntry) || (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    public static bool TryUnpack(object candidate, Type type, out Value key, out Value value)
    {
        if (candidate is DictionaryEntry entry)
        {
            key = Value.OfObject(entry.Key);
            value = Value.OfObject(entry.Value);
            return true;
        }

        if (IsPair(type))
        {
            var keyField = MemberAccess.Find(type, "key");
            var valueField = MemberAccess.Find(type, "value");
            if (keyField.Refusal is null && valueField.Refusal is null)
            {
                key = keyField.Read(candidate);
                value = valueField.Read(candidate);
                return true;
            }
        }

        key = value = default;
        return false;
    }
}
