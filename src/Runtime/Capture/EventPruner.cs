using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Weaver.Common;

namespace Weaver.Capture;

/// <summary>
/// Makes an event that is too large fit: captured values are replaced by <c>{"pruned":true}</c>, those that were cut off for
/// their depth first, then the deepest, then those that are incomplete for another reason, then the largest.
/// </summary>
/// <remarks>
/// Works on the finished text: the values may have changed since they were read. Only events beyond the limit pay for it.
/// Any thread may call.
/// </remarks>
internal static class EventPruner
{
    /// <summary>captures, entry, arguments, value: what stands higher names the parts and is no value.</summary>
    public const int HighestLevel = 3;

    private static ReadOnlySpan<byte> Mark => "{\"pruned\":true}"u8;

    /// <summary>True when the event has at most so many bytes afterwards; else it is as it was.</summary>
    /// <param name="json">The finished event.</param>
    /// <param name="maxBytes">What is allowed.</param>
    /// <param name="highestLevel">No object above this level of nesting is replaced.</param>
    public static bool TryPrune(JsonText json, int maxBytes, int highestLevel = HighestLevel)
    {
        if (json.Length <= maxBytes)
            return true;

        var text = MemoryMarshal.AsMemory(json.WrittenMemory).Span;
        var captures = text.IndexOf("\"captures\":{"u8);
        if (captures < 0)
            return false;

        var values = CapturedObjects.Find(text, captures + "\"captures\":"u8.Length);
        if (!Choose(CollectionsMarshal.AsSpan(values), json.Length - maxBytes, highestLevel))
            return false;

        json.RollBack(new JsonMark(Replace(text, values), NeedsComma: true));
        return true;
    }

    // Marks what has to go until enough is saved. False when even everything is not enough.
    private static bool Choose(Span<CapturedObject> values, int excess, int highestLevel)
    {
        var queue = new PriorityQueue<int, Urgency>();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Children == 0)
                Offer(queue, values, i, highestLevel);
        }

        var saved = 0;
        while (saved < excess)
        {
            if (!queue.TryDequeue(out var index, out _))
                return false;

            ref var value = ref values[index];
            value.IsPruned = true;
            var gain = value.Length - Mark.Length;
            saved += gain - value.SavedBelow;
            if (value.Parent < 0)
                continue;

            ref var parent = ref values[value.Parent];
            parent.SavedBelow += gain;
            if (--parent.Children == 0)
                Offer(queue, values, value.Parent, highestLevel);
        }

        return true;
    }

    private static void Offer(PriorityQueue<int, Urgency> queue, Span<CapturedObject> values, int index, int highestLevel)
    {
        ref readonly var value = ref values[index];
        if (value.Level < highestLevel)
            return;

        if (value.Length > Mark.Length)
            queue.Enqueue(index, new Urgency(value.IsCutOff, value.Level, value.HasReason, value.Length));
        else if (--values[value.Parent].Children == 0)
            Offer(queue, values, value.Parent, highestLevel);
    }

    // Everything moves down by what was saved before it. Returns the new length.
    private static int Replace(Span<byte> text, List<CapturedObject> values)
    {
        var (read, write) = (0, 0);
        foreach (var value in values)
        {
            // What lies inside something pruned has gone with it.
            if (!value.IsPruned || value.Start < read)
                continue;

            Move(text, read, value.Start, ref write);
            Mark.CopyTo(text[write..]);
            write += Mark.Length;
            read = value.Start + value.Length;
        }

        Move(text, read, text.Length, ref write);
        return write;
    }

    private static void Move(Span<byte> text, int from, int to, ref int write)
    {
        text[from..to].CopyTo(text[write..]);
        write += to - from;
    }

    // The smallest comes out of the queue first.
    private readonly record struct Urgency(bool IsCutOff, int Level, bool HasReason, int Length) : IComparable<Urgency>
    {
        public int CompareTo(Urgency other)
        {
            if (IsCutOff != other.IsCutOff)
                return IsCutOff ? -1 : 1;
            if (Level != other.Level)
                return other.Level.CompareTo(Level);
            if (HasReason != other.HasReason)
                return HasReason ? -1 : 1;
            return other.Length.CompareTo(Length);
        }
    }
}
