using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Hashing;

namespace Weaver.Upload.Spooling;

/// <summary>How far a track of one folder has been delivered. What lies before it is not sent again.</summary>
/// <param name="Segment">The number of the segment.</param>
/// <param name="Offset">Where in it the next record begins.</param>
/// <param name="Sequence">The number of that record.</param>
internal readonly record struct SpoolCursor(long Segment, long Offset, long Sequence)
{
    private const int Bytes = 28;
    private const int CheckAt = 24;

    public static string FileName(Track track) => Tracks.Name(track) + ".cursor";

    /// <summary>Reads the file. Null when it is damaged: then events may be sent again, which is better than not at all.</summary>
    public static SpoolCursor? Read(string path)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (RandomAccess.Read(handle, bytes, 0) != Bytes
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[CheckAt..]) != Crc32.HashToUInt32(bytes[..CheckAt]))
        {
            return null;
        }

        return new SpoolCursor(
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
    }

    public void Write(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(handle, ToBytes(), 0);
    }

    /// <summary>What the file holds.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CheckAt), Crc32.HashToUInt32(bytes.AsSpan(0, CheckAt)));
        return bytes;
    }
}
