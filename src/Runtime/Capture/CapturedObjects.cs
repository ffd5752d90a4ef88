using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Weaver.Capture;

/// <summary>One JSON object among the captured values of an event.</summary>
internal record struct CapturedObject(int Start, int Parent, int Level)
{
    /// <summary>Bytes, brackets included.</summary>
    public int Length;

    /// <summary>Objects directly within it that are still there.</summary>
    public int Children;

    /// <summary>Bytes that replacing those within it has saved.</summary>
    public int SavedBelow;

    /// <summary>It says that it is not complete.</summary>
    public bool HasReason;

    /// <summary>It says that it is not there at all, because it lies too deep.</summary>
    public bool IsCutOff;

    public bool IsPruned;
}

/// <summary>Finds the objects in a text that this library wrote itself: no white space, nothing malformed.</summary>
internal static class CapturedObjects
{
    /// <param name="text">The event.</param>
    /// <param name="start">Where the object begins that holds all captured values.</param>
    /// <returns>In the order of their beginnings; the first is the one at the start, at level 0.</returns>
    public static List<CapturedObject> Find(ReadOnlySpan<byte> text, int start)
    {
        var found = new List<CapturedObject>();
        var current = -1;
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'"':
                    var end = EndOfString(text, i);
                    if (text[i..].StartsWith("\"notCapturedReason\":"u8))
                        Note(CollectionsMarshal.AsSpan(found), current, text[(end + 2)..]);
                    i = end;
                    break;
                case (byte)'{':
                    if (current >= 0)
                        CollectionsMarshal.AsSpan(found)[current].Children++;
                    found.Add(new CapturedObject(i, current, current < 0 ? 0 : found[current].Level + 1));
                    current = found.Count - 1;
                    break;
                case (byte)'}':
                    ref var closed = ref CollectionsMarshal.AsSpan(found)[current];
                    closed.Length = i + 1 - closed.Start;
                    current = closed.Parent;
                    if (current < 0)
                        return found;
                    break;
            }
        }

        return found;
    }

    // A field of the program can have this name too; its value is an object, a reason is a string.
    private static void Note(Span<CapturedObject> found, int current, ReadOnlySpan<byte> value)
    {
        if (!value.StartsWith("\""u8))
            return;

        found[current].HasReason = true;
        found[current].IsCutOff = value.StartsWith("\"depth\""u8);
    }

    // The index of the closing quote.
    private static int EndOfString(ReadOnlySpan<byte> text, int start)
    {
        var i = start + 1;
        while (true)
        {
            i += text[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (text[i] == (byte)'"')
                return i;

            i += 2;
        }
    }
}
