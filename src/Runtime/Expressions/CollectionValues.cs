using System;
using System.Collections.Generic;

namespace Weaver.Expressions;

/// <summary>What a filter over a collection gave, in order.</summary>
internal sealed class FilteredItems
{
    public FilteredItems(bool isDictionary) => IsDictionary = isDictionary;

    public List<Value> Items { get; } = [];

    /// <summary>True when the items are the pairs of a dictionary.</summary>
    public bool IsDictionary { get; }

    /// <summary>True when the filter stopped at its limit before the end of the collection.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>Elements of the source that were looked at.</summary>
    public int Visited { get; set; }
}

/// <summary>One pair of a dictionary. The value under a sensitive key is redacted already.</summary>
internal sealed class DictionaryPair
{
    public DictionaryPair(Value key, Value value)
    {
        Key = key;
        Value = value;
    }

    public Value Key { get; }

    public Value Value { get; }
}
