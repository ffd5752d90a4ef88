using System;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace Weaver.Upload.Spooling;

/// <summary>One event as it lies in a segment file: mark, length, sequence number, a check of these, the event, a check of it.</summary>
/// <remarks>
/// The mark consists of bytes that no UTF-8 text contains, so the next record can be found behind any damage. The numbers
/// of a track have no gaps, so what is missing can be counted.
/// </remarks>
internal static class SpoolRecord
{
    /// <summary>What a record takes besides its event.</summary>
    public const int Overhead = HeadBytes + CheckBytes;

    private const int HeadBytes = 20;
    private const int CheckBytes = 4;
    private const int LengthAt = 4;
    private const int SequenceAt = 8;
    private const int HeadCheckAt = 16;

    private static ReadOnlySpan<byte> Mark => [0xFE, 0x57, 0x53, 0xFF];

    public static int SizeOf(int eventBytes) => eventBytes + Overhead;

    /// <summary>Writes the record at the beginning of the target, and returns its size.</summary>
    public static int Write(Span<byte> target, long sequence, ReadOnlySpan<byte> utf8)
    {
        Mark.CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[LengthAt..], utf8.Length);
        BinaryPrimitives.WriteInt64LittleEndian(target[SequenceAt..], sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(target[HeadCheckAt..], Crc32.HashToUInt32(target[..HeadCheckAt]));
        utf8.CopyTo(target[HeadBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[(HeadBytes + utf8.Length)..], Crc32.HashToUInt32(utf8));
        return SizeOf(utf8.Length);
    }

    /// <summary>Finds the next whole record at or behind a position.</summary>
    /// <param name="data">What a segment holds.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="found">The record.</param>
    public static bool TryFind(ReadOnlySpan<byte> data, int from, out Found found)
    {
        // Heads that fit and events that do not could make a search take the square of its length.
        var budget = 8L * data.Length;
        var at = from;
        while (at <= data.Length - Overhead)
        {
            var next = data[at..].IndexOf(Mark);
            if (next < 0)
                break;

            at += next;
            if (TryReadAt(data, at, ref budget, out found))
                return true;

            if (budget < 0)
                break;

            at++;
        }

        found = default;
        return false;
    }

    private static bool TryReadAt(ReadOnlySpan<byte> data, int at, ref long budget, out Found found)
    {
        found = default;
        var rest = data[at..];
        if (rest.Length < Overhead || BinaryPrimitives.ReadUInt32LittleEndian(rest[HeadCheckAt..]) != Crc32.HashToUInt32(rest[..HeadCheckAt]))
            return false;

        var length = BinaryPrimitives.ReadInt32LittleEndian(rest[LengthAt..]);
        if (length < 0 || length > rest.Length - Overhead)
            return false;

        budget -= length;
        if (BinaryPrimitives.ReadUInt32LittleEndian(rest[(HeadBytes + length)..]) != Crc32.HashToUInt32(rest.Slice(HeadBytes, length)))
            return false;

        found = new Found(at, at + HeadBytes, length, BinaryPrimitives.ReadInt64LittleEndian(rest[SequenceAt..]));
        return true;
    }

    /// <param name="At">Where the record begins.</param>
    /// <param name="EventAt">Where its event begins.</param>
    /// <param name="EventBytes">The length of the event.</param>
    /// <param name="Sequence">Its number within the track.</param>
    internal readonly record struct Found(int At, int EventAt, int EventBytes, long Sequence)
    {
        /// <summary>Where the record behind it begins.</summary>
        public int End => EventAt + EventBytes + CheckBytes;
    }
}
