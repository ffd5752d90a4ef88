using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Weaver.Common;

/// <summary>A queue that is bounded by a number of items and by their bytes, and refuses the newest when it is full.</summary>
/// <remarks>
/// Many writers, one reader. The lock is held for a few instructions only and the ring is allocated once, so that a writer
/// on an application's thread neither waits for work of ours nor allocates.
/// </remarks>
internal sealed class BoundedQueue<T>(int maxCount, long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Entry[] _ring = new Entry[maxCount];
    private int _head;
    private int _count;
    private long _bytes;
    private long _added;
    private long _refused;
    private long _taken;
    private T[] _spares = [];
    private int _spareCount;

    public int MaxCount => maxCount;

    public long MaxBytes => maxBytes;

    public int Count => Volatile.Read(ref _count);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Items that were let in, ever.</summary>
    public long Added => Volatile.Read(ref _added);

    /// <summary>Items that were turned away because the queue was full, ever.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Items that the reader has taken, ever.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Adds the item, or answers false when the count or the bytes would pass their bound.</summary>
    /// <param name="item">What to add.</param>
    /// <param name="bytes">What it weighs; 0 or more.</param>
    /// <param name="count">Items in the queue afterwards, whatever the answer.</param>
    public bool TryAdd(T item, int bytes, out int count) => TryAdd(item, bytes, out count, out _, wantsSpare: false);

    /// <inheritdoc cref="TryAdd(T, int, out int)"/>
    /// <param name="item">What to add.</param>
    /// <param name="bytes">What it weighs; 0 or more.</param>
    /// <param name="count">Items in the queue afterwards, whatever the answer.</param>
    /// <param name="spare">An item that the reader gave back, for the writer to make its next one of; default when there is none.</param>
    public bool TryAdd(T item, int bytes, out int count, out T? spare) => TryAdd(item, bytes, out count, out spare, wantsSpare: true);

    /// <summary>Keeps items that have served for writers to use again, as many as the queue can hold, and says which were not kept.</summary>
    /// <param name="items">The items.</param>
    /// <param name="isWorth">Whether an item is worth keeping. Called under the lock, as is the next.</param>
    /// <param name="discard">Takes an item that is not kept.</param>
    public void GiveBack(IReadOnlyList<T> items, Predicate<T> isWorth, Action<T> discard)
    {
        lock (_lock)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (_spareCount == maxCount || !isWorth(items[i]))
                {
                    discard(items[i]);
                    continue;
                }

                if (_spareCount == _spares.Length)
                    Array.Resize(ref _spares, Math.Min(maxCount, Math.Max(16, 2 * _spareCount)));

                _spares[_spareCount++] = items[i];
            }
        }
    }

    /// <summary>Takes the oldest items as long as they are accepted, under one lock, so that writers are kept from it once. Reader only.</summary>
    /// <param name="most">Take no more than these.</param>
    /// <param name="accept">Takes an item over, or answers false and leaves it in the queue.</param>
    /// <returns>How many were taken.</returns>
    public int TakeWhile(int most, Predicate<T> accept)
    {
        lock (_lock)
        {
            var taken = 0;
            while (taken < most && _count > 0 && accept(_ring[_head].Item))
            {
                Advance();
                taken++;
            }

            return taken;
        }
    }

    private bool TryAdd(T item, int bytes, out int count, out T? spare, bool wantsSpare)
    {
        spare = default;
        lock (_lock)
        {
            count = _count;
            if (_count == maxCount || _bytes + bytes > maxBytes)
            {
                _refused++;
                return false;
            }

            var tail = _head + _count;
            _ring[tail < maxCount ? tail : tail - maxCount] = new Entry(item, bytes);
            count = ++_count;
            _bytes += bytes;
            _added++;
            if (wantsSpare && _spareCount != 0)
            {
                spare = _spares[--_spareCount];
                _spares[_spareCount] = default!;
            }

            return true;
        }
    }

    /// <summary>Shows the oldest item without taking it. Reader only.</summary>
    public bool TryPeek([MaybeNullWhen(false)] out T item)
    {
        lock (_lock)
        {
            item = _count > 0 ? _ring[_head].Item : default;
            return _count > 0;
        }
    }

    /// <summary>Takes the oldest item. Reader only.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                item = default;
                return false;
            }

            item = _ring[_head].Item;
            Advance();
            return true;
        }
    }

    private void Advance()
    {
        ref var entry = ref _ring[_head];
        _bytes -= entry.Bytes;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<Entry>())
            entry = default;
        _head = _head + 1 < maxCount ? _head + 1 : 0;
        _count--;
        _taken++;
    }

    private readonly struct Entry(T item, int bytes)
    {
        public readonly T Item = item;
        public readonly int Bytes = bytes;
    }
}
