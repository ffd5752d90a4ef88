using System;
using System.Collections;
using System.Collections.Concurrent;

namespace Weaver.Common;

/// <summary>
/// How large a concurrent bag may be to be listed: it hands out its elements only after it has copied them all, while it
/// keeps every thread from changing it, and nothing of ours can end that early.
/// </summary>
internal static class BagSize
{
    public const int MaxCopied = 10_000;

    private static readonly TypeTable<object> s_known = new(static type => IsBag(type));

    /// <summary>True for a bag, or a subclass of one, that holds more than may be copied.</summary>
    public static bool IsTooLarge(object? value) =>
        value is ICollection collection && (bool)s_known.Get(value.GetType()) && collection.Count > MaxCopied;

    private static bool IsBag(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.IsConstructedGenericType && current.GetGenericTypeDefinition() == typeof(ConcurrentBag<>))
                return true;
        }

        return false;
    }
}
