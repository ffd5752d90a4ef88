using System;

namespace Weaver.Signals;

/// <summary>Ids of events: random version 4 UUIDs.</summary>
/// <remarks>They need to be unique, not secret; asking the system for secret bytes would cost as much as the rest of a message.</remarks>
internal static class SnapshotId
{
    public static Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
