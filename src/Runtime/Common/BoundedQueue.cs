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
    public bool TryAdd(T item, int bytes, out int count)
    {
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

            ref var entry = ref _ring[_head];
            item = entry.Item;
            _bytes -= entry.Bytes;
            if (RuntimeHelpers.IsReferenceOrContainsReferences<Entry>())
                entry = default;
            _head = _head + 1 < maxCount ? _head + 1 : 0;
            _count--;
            _taken++;
            return true;
        }
    }

    private readonly struct Entry(T item, int bytes)
    {
        public readonly T Item = item;
        public readonly int Bytes = bytes;
    }
}
