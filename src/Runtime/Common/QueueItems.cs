using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Weaver.Common;

/// <summary>Walks a concurrent queue without leaving a trace in it.</summary>
/// <remarks>
/// The queue's own enumerator marks its segments, and from then on items that the program takes out stay referenced until
/// their whole segment is gone. Here the slots are read where they lie: a slot that is filled at a position holds the
/// number after it, and its item cannot change before the head has moved past it. One thread; items that come while it
/// walks may be missed, those taken out are skipped.
/// </remarks>
internal sealed class QueueItems : IEnumerator
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConditionalWeakTable<Type, Layout> s_layouts = [];

    private readonly Layout _layout;
    private object? _segment;
    private Array _slots = Array.Empty<object>();
    private int _position;
    private int _end;
    private int _remaining;

    private QueueItems(object queue, int count, Layout layout)
    {
        _layout = layout;
        _remaining = count;
        Enter(Reference(queue, layout.FirstSegment));
    }

    public object? Current { get; private set; }

    /// <summary>The items of a collection; its own enumerator unless it is a concurrent queue whose fields can be found.</summary>
    public static IEnumerator Of(ICollection collection)
    {
        var layout = s_layouts.GetValue(collection.GetType(), static type => Layout.Find(type));
        return layout.IsKnown ? new QueueItems(collection, collection.Count, layout) : collection.GetEnumerator();
    }

    public bool MoveNext()
    {
        while (_remaining > 0 && _segment is not null)
        {
            if (_end - _position > 0 && TryRead(out var item))
            {
                _remaining--;
                _position++;
                Current = item;
                return true;
            }

            // What the head has passed is gone; anything else that cannot be read ends the segment.
            var head = HeadOf(_segment);
            if (_end - head > 0 && head - _position > 0)
                _position = head;
            else
                Enter(Reference(_segment, _layout.NextSegment));
        }

        return false;
    }

    public void Reset() => throw new NotSupportedException("The items of a queue are walked once.");

    private void Enter(object? segment)
    {
        _segment = segment;
        if (segment is null)
            return;

        _slots = (Array)Reference(segment, _layout.Slots)!;
        _position = HeadOf(segment);
        _end = _position + _slots.Length;
    }

    private bool TryRead(out object? item)
    {
        item = null;
        var index = _position & (_slots.Length - 1);
        ref var slot = ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_slots), (nint)index * _layout.SlotSize);
        if (Volatile.Read(ref Unsafe.As<byte, int>(ref Unsafe.AddByteOffset(ref slot, _layout.Number))) != _position + 1)
            return false;

        ref var place = ref Unsafe.AddByteOffset(ref slot, _layout.Item);
        item = _layout.ItemType.IsValueType
            ? RuntimeHelpers.Box(ref place, _layout.ItemType.TypeHandle)
            : Unsafe.As<byte, object?>(ref place);

        // A copy made while somebody took the item out may be torn.
        Interlocked.MemoryBarrier();
        return HeadOf(_segment!) - _position <= 0;
    }

    private int HeadOf(object segment) => Volatile.Read(ref Unsafe.As<byte, int>(ref FieldOffsets.At(segment, _layout.Head)));

    private static object? Reference(object target, int offset) => Volatile.Read(ref Unsafe.As<byte, object?>(ref FieldOffsets.At(target, offset)));

    /// <summary>Where the queue of one item type keeps what is needed.</summary>
    private sealed class Layout
    {
        private static readonly Layout s_unknown = new();

        public bool IsKnown { get; private init; }

        public int FirstSegment { get; private init; }

        public int Slots { get; private init; }

        public int NextSegment { get; private init; }

        public int Head { get; private init; }

        public int Number { get; private init; }

        public int Item { get; private init; }

        public int SlotSize { get; private init; }

        public Type ItemType { get; private init; } = typeof(object);

        [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "Without the fields the queue's own enumerator is used.")]
        public static Layout Find(Type type)
        {
            var queue = type;
            while (queue is not null && !(queue.IsConstructedGenericType && queue.GetGenericTypeDefinition() == typeof(ConcurrentQueue<>)))
                queue = queue.BaseType;

            if (Field(queue, "_head") is not { } first
                || Field(first.FieldType, "_nextSegment") is not { } next || next.FieldType != first.FieldType
                || Field(first.FieldType, "_slots") is not { FieldType: { IsSZArray: true } slots } array
                || Field(first.FieldType, "_headAndTail") is not { FieldType.IsValueType: true } ends
                || Field(ends.FieldType, "Head") is not { } head || head.FieldType != typeof(int)
                || slots.GetElementType() is not { IsValueType: true } slot
                || Field(slot, "SequenceNumber") is not { } number || number.FieldType != typeof(int)
                || Field(slot, "Item") is not { } item)
                return s_unknown;

            foreach (var field in (ReadOnlySpan<FieldInfo>)[first, next, array, ends, head, number, item])
            {
                if (FieldOffsets.Of(field) < 0)
                    return s_unknown;
            }

            return new Layout
            {
                IsKnown = true,
                FirstSegment = FieldOffsets.Of(first),
                Slots = FieldOffsets.Of(array),
                NextSegment = FieldOffsets.Of(next),
                Head = FieldOffsets.Of(ends) + FieldOffsets.Of(head),
                Number = FieldOffsets.Of(number),
                Item = FieldOffsets.Of(item),
                SlotSize = RuntimeHelpers.SizeOf(slot.TypeHandle),
                ItemType = item.FieldType,
            };
        }

        [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without the field the queue's own enumerator is used.")]
        private static FieldInfo? Field(Type? type, string name) => type?.GetField(name, Instance);
    }
}
