using System;
using System.Collections;
using System.Collections.Generic;
using Weaver.Common;

namespace Weaver.Expressions;

/// <summary>Walks the elements of a collection of the fixed list, of a filter's result or of a dictionary. The usual lists do not box.</summary>
internal ref struct Elements
{
    private readonly object _source;
    private readonly CollectionKind _kind;
    private readonly IEnumerator? _enumerator;
    private int _index;

    private Elements(object source, CollectionKind kind, bool isDictionary)
    {
        _source = source;
        _kind = kind;
        _index = -1;
        IsDictionary = isDictionary;
        if (kind == CollectionKind.Dictionary)
            _enumerator = ((IDictionary)source).GetEnumerator();
        else if (kind == CollectionKind.Collection && source is ICollection collection)
            _enumerator = QueueItems.Of(collection);
        else if (kind == CollectionKind.Collection || source is Array { Rank: > 1 })
            _enumerator = ((IEnumerable)source).GetEnumerator();
    }

    /// <summary>True when each element is a pair, to be read as <see cref="Key"/> and <see cref="Item"/>.</summary>
    public bool IsDictionary { get; }

    /// <summary>The element; of a dictionary the value.</summary>
    public Value Item { get; private set; }

    /// <summary>The key of a dictionary's pair.</summary>
    public Value Key { get; private set; }

    /// <summary>True for a dictionary and for what a filter left of one.</summary>
    public static bool IsDictionaryLike(in Value source) => source.Reference switch
    {
        FilteredItems filtered => filtered.IsDictionary,
        { } other => CollectionKinds.Of(other.GetType()) == CollectionKind.Dictionary,
        _ => false,
    };

    /// <returns>False when the value is nothing that can be walked.</returns>
    public static bool TryWalk(in Value source, out Elements elements)
    {
        if (source.Reference is FilteredItems filtered)
        {
            elements = new Elements(filtered, CollectionKind.None, filtered.IsDictionary);
            return true;
        }

        var kind = source.Kind == ValueKind.Object ? CollectionKinds.Of(source.Reference!.GetType()) : CollectionKind.None;
        elements = kind == CollectionKind.None ? default : new Elements(source.Reference!, kind, kind == CollectionKind.Dictionary);
        return kind != CollectionKind.None;
    }

    public bool MoveNext()
    {
        if (_enumerator is not null)
            return MoveEnumerator();

        _index++;
        switch (_source)
        {
            case int[] array when _index < array.Length: Item = Value.Of(array[_index]); return true;
            case string?[] array when _index < array.Length: Item = Value.Of(array[_index]); return true;
            case List<int> list when _index < list.Count: Item = Value.Of(list[_index]); return true;
            case List<string?> list when _index < list.Count: Item = Value.Of(list[_index]); return true;
            case List<long> list when _index < list.Count: Item = Value.Of(list[_index]); return true;
            case List<double> list when _index < list.Count: Item = Value.Of(list[_index]); return true;
            case FilteredItems filtered: return MoveFiltered(filtered);
            case IList list when _index < list.Count: Item = Value.OfObject(list[_index]); return true;
            default: return false;
        }
    }

    public readonly void Dispose() => (_enumerator as IDisposable)?.Dispose();

    private bool MoveEnumerator()
    {
        if (!_enumerator!.MoveNext())
            return false;

        if (_kind == CollectionKind.Dictionary)
        {
            var entry = ((IDictionaryEnumerator)_enumerator).Entry;
            Key = Value.OfObject(entry.Key);
            Item = Value.OfObject(entry.Value);
        }
        else
        {
            Item = Value.OfObject(_enumerator.Current);
        }

        return true;
    }

    private bool MoveFiltered(FilteredItems filtered)
    {
        if (_index >= filtered.Items.Count)
            return false;

        Item = filtered.Items[_index];
        if (!IsDictionary)
            return true;

        // A hidden pair shows neither its value nor its key.
        var pair = Item.Reference as DictionaryPair;
        Key = pair?.Key ?? Value.Redacted();
        Item = pair?.Value ?? Value.Redacted(Item.DeclaredType);
        return true;
    }
}
