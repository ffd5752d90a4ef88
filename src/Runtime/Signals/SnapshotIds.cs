using System;
using System.Numerics;

namespace Weaver.Signals;

/// <summary>Ids of events: random version 4 UUIDs. One thread at a time.</summary>
/// <remarks>
/// They need to be unique, not secret: asking the system for secret bytes would cost as much as the rest of a message.
/// Each source starts at a random place of 128 bits, and from there its numbers are mixed so that no two are equal.
/// </remarks>
internal sealed class SnapshotIds
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private readonly ulong _high;
    private ulong _low;

    public SnapshotIds()
    {
        Span<byte> seed = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(seed);
        _high = BitConverter.ToUInt64(seed) ^ (ulong)Random.Shared.NextInt64();
        _low = BitConverter.ToUInt64(seed[8..]) ^ (ulong)Random.Shared.NextInt64();
    }

    public Guid Next()
    {
        _low += Step;
        var (high, low) = (Mix(_high ^ BitOperations.RotateLeft(_low, 32)), Mix(_low));
        return new Guid(
            (uint)(high >> 32),
            (ushort)(high >> 16),
            (ushort)((high & 0x0FFF) | 0x4000),
            (byte)((low >> 56 & 0x3F) | 0x80),
            (byte)(low >> 48), (byte)(low >> 40), (byte)(low >> 32), (byte)(low >> 24), (byte)(low >> 16), (byte)(low >> 8), (byte)low);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
