using System.Collections.Generic;

namespace Weaver.Capture.Policies;

/// <summary>What an expression selected out of a collection.</summary>
/// <param name="Items">The items; enumerating them may fail.</param>
/// <param name="Count">Their number, or -1 when it is not known.</param>
/// <param name="IsTruncated">The selection stopped at its limit, before the end of the collection.</param>
internal sealed record SelectedItems(IEnumerable<object?> Items, long Count, bool IsTruncated);

internal sealed class SelectedItemsPolicy : ItemsPolicy
{
    protected override long Count(object value) => ((SelectedItems)value).Count;

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items)
    {
        var selected = (SelectedItems)value;
        Enumerated.Write(selected.Items, ref items);
        if (selected.IsTruncated && items.Reason == NotCapturedReason.None)
            items.Refuse(NotCapturedReason.CollectionSize);
    }
}
