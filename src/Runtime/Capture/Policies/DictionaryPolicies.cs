using System;
using System.Collections;
using Weaver.Common;

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

/// <summary>Concurrent dictionaries, whose own count takes locks.</summary>
internal sealed class ConcurrentDictionaryPolicy : DictionaryPolicy
{
    protected override long Count(object value) => ConcurrentSize.TryGet(value, out var size) ? size : -1;
}
