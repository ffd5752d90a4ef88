using System;
using System.Collections.Generic;

namespace Weaver.Upload.Spooling;

/// <summary>Counts what a folder that somebody left holds of one track: whole records, and those that were hit by damage.</summary>
internal static class SpoolCount
{
    // Numbers that are further apart come from something else than missing records.
    private const long MostMissing = 1_000_000;

    /// <summary>Sets <see cref="SpoolSegment.Remaining"/> and the sequence numbers of each segment.</summary>
    /// <param name="segments">Of one track, in order; the first may be read in part.</param>
    /// <param name="expected">The number of the first record; null when it is not known.</param>
    public static void Take(IReadOnlyList<SpoolSegment> segments, long? expected)
    {
        var endsInDamage = false;
        foreach (var segment in segments)
        {
            var data = segment.Unread().Span;
            var at = 0;
            segment.NextSequence = expected ?? 0;
            segment.Remaining = 0;
            while (SpoolRecord.TryFind(data, at, out var found))
            {
                // Without a number to compare with, damage in front is one record.
                segment.Remaining += 1 + (int)(expected is { } number ? Math.Clamp(found.Sequence - number, 0, MostMissing) : found.At > at ? 1 : 0);
                expected = found.Sequence + 1;
                at = found.End;
                endsInDamage = false;
            }

            // The number of the next record, in a later segment, tells how many are missing here, none perhaps.
            endsInDamage |= at < data.Length;
            segment.EndSequence = expected ?? 0;
            segment.Unload();
        }

        if (endsInDamage)
            segments[^1].Remaining++;
    }
}
