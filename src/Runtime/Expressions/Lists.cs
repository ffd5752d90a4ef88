using System;
using System.Collections;
using System.Collections.Generic;

namespace Weaver.Expressions;

/// <summary>Reads one element of a list of the fixed list or of a filter's result. The usual lists do not box.</summary>
internal static class Lists
{
    /// <returns>False when the index is outside.</returns>
    public static bool TryGet(object list, long index, out Value value)
    {
        value = default;
        if (index < 0 || index >= Count(list))
            return false;

        var position = (int)index;
        value = list switch
        {
            int[] array => Value.Of(array[position]),
            List<int> items => Value.Of(items[position]),
            string?[] array => Value.Of(array[position]),
            List<string?> items => Value.Of(items[position]),
            FilteredItems filtered => filtered.Items[position],
            IList items => Value.OfObject(items[position]),
            _ => default,
        };
        return true;
    }

    // Of an array with several dimensions no single number names an element.
    private static int Count(object list) => list switch
    {
        Array { Rank: > 1 } => 0,
        FilteredItems filtered => filtered.Items.Count,
        IList items => items.Count,
        _ => 0,
    };
}
