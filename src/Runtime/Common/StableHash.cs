using System;
using System.Globalization;

namespace Weaver.Common;

/// <summary>A 64-bit hash (FNV-1a) that is the same in every run and process. Not for secrets.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Offset;
        foreach (var value in bytes)
            hash = (hash ^ value) * Prime;
        return hash;
    }

    public static string Text(ReadOnlySpan<byte> bytes) => Of(bytes).ToString("x16", CultureInfo.InvariantCulture);
}
