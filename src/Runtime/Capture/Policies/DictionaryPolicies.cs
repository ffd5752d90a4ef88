using System;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Weaver.Capture.Policies;

/// <summary>Framework dictionaries, entry by entry in their own order.</summary>
internal class DictionaryPolicy : ItemsPolicy
{
    protected override ReadOnlySpan<byte> MemberName => "entries"u8;

    protected override long Count(object value) => ((ICollection)value).Count;

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items)
    {
        var entries = ((IDictionary)value).GetEnumerator();
        while (entries.MoveNext())
        {
            if (!items.Next())
                return;

            items.Entry(entries.Key, entries.Value);
        }
    }
}

/// <summary>
/// Concurrent dictionaries. Their own count takes every lock, and a probed comparer of the program runs while one is
/// held; so the sizes that the locks guard are summed up without them.
/// </summary>
internal sealed class ConcurrentDictionaryPolicy : DictionaryPolicy
{
    private readonly FieldInfo? _tables;
    private readonly FieldInfo? _counts;

    public ConcurrentDictionaryPolicy(Type type)
    {
        _tables = Field(type, "_tables");
        _counts = _tables is null ? null : Field(_tables.FieldType, "_countPerLock");
    }

    protected override long Count(object value)
    {
        if (_tables?.GetValue(value) is not { } tables || _counts?.GetValue(tables) is not int[] counts)
            return -1;

        long sum = 0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without the fields the size is left out.")]
    private static FieldInfo? Field(Type type, string name) => type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
}
