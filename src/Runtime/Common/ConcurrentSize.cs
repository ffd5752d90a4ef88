using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Weaver.Common;

/// <summary>The size of a concurrent dictionary.</summary>
/// <remarks>
/// Its own count takes every lock, and a comparer of the program, which may be probed, runs while one is held: two threads
/// in such a comparer would wait for each other. So the sizes that the locks guard are summed up without them.
/// </remarks>
internal sealed class ConcurrentSize
{
    private static readonly TypeTable<ConcurrentSize> s_known = new(static type => new ConcurrentSize(type));

    private readonly bool _isConcurrent;
    private readonly FieldInfo? _tables;
    private readonly FieldInfo? _counts;

    private ConcurrentSize(Type type)
    {
        for (var current = type; current is not null && !_isConcurrent; current = current.BaseType)
        {
            if (!current.IsGenericType || current.GetGenericTypeDefinition() != typeof(ConcurrentDictionary<,>))
                continue;

            _isConcurrent = true;
            _tables = Field(current, "_tables");
            _counts = _tables is null ? null : Field(_tables.FieldType, "_countPerLock");
        }
    }

    /// <summary>False for anything but a concurrent dictionary or a subclass of one; -1 when the size cannot be told.</summary>
    public static bool TryGet(object value, out long size)
    {
        var known = s_known.Get(value.GetType());
        size = -1;
        if (!known._isConcurrent)
            return false;

        if (known._tables?.GetValue(value) is { } tables && known._counts?.GetValue(tables) is int[] counts)
        {
            size = 0;
            foreach (var count in counts)
                size += count;
        }

        return true;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without the fields the size is left out.")]
    private static FieldInfo? Field(Type type, string name) => type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
}
