using System.Collections.Generic;

namespace Weaver.Conformance.Tests.Values;

/// <summary>A program's own list: what it hides of the framework's, and its constructor, are traps.</summary>
public sealed class TrapList<T> : List<T>
{
    public TrapList() => Traps.Spring("constructor", 0);

    public new int Count => Traps.Spring("getter", base.Count);

    public new T this[int index]
    {
        get => Traps.Spring("getter", base[index]);
        set => base[index] = value;
    }

    public new Enumerator GetEnumerator() => Traps.Spring("enumerator", base.GetEnumerator());

    public new bool Contains(T item) => Traps.Spring("contains", base.Contains(item));

    public override string ToString() => Traps.Spring("ToString", "text");
}

/// <summary>A program's own dictionary, likewise.</summary>
public sealed class TrapDictionary<TKey, TValue> : Dictionary<TKey, TValue>
    where TKey : notnull
{
    public TrapDictionary() => Traps.Spring("constructor", 0);

    public new int Count => Traps.Spring("getter", base.Count);

    public new TValue this[TKey key]
    {
        get => Traps.Spring("getter", base[key]);
        set => base[key] = value;
    }

    public new Enumerator GetEnumerator() => Traps.Spring("enumerator", base.GetEnumerator());

    public new bool ContainsKey(TKey key) => Traps.Spring("contains", base.ContainsKey(key));

    public new bool TryGetValue(TKey key, out TValue value)
    {
        Traps.Spring("contains", 0);
        return base.TryGetValue(key, out value!);
    }

    public override string ToString() => Traps.Spring("ToString", "text");
}

/// <summary>Sequences whose elements are made by code of the program.</summary>
internal static class TrapSequences
{
    public static IEnumerable<T> Iterate<T>(IReadOnlyList<T> items)
    {
        foreach (var item in items)
        {
            Traps.Spring("enumerator", 0);
            yield return item;
        }
    }
}
