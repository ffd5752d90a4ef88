using System;
using System.Collections;
using System.Collections.Generic;

namespace Weaver.Generators.Helpers;

/// <summary>An array that never changes and is equal to another with equal elements in the same order.</summary>
/// <remarks>
/// Models that travel through an incremental generator are compared to decide whether a step must run again. A plain
/// array, like <c>ImmutableArray</c>, compares by reference and would make every step run at every key stroke.
/// </remarks>
internal readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly T[]? _items;

    /// <summary>Takes a copy of the elements.</summary>
    public EquatableArray(IEnumerable<T> items)
    {
        var copy = new List<T>(items);
        _items = copy.Count == 0 ? null : copy.ToArray();
    }

    public int Count => _items?.Length ?? 0;

    public T this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(_items, other._items))
            return true;

        if (Count != other.Count)
            return false;

        for (var i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items![i], other._items![i]))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var item in this)
            hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));

        return hash;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return _items![i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
