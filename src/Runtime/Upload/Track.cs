using System;

namespace Weaver.Upload;

/// <summary>What kind of event a payload is. Each track has its own queue, so that a flood of one displaces no other.</summary>
internal enum Track
{
    /// <summary>Events that carry captured values.</summary>
    Snapshots,

    /// <summary>Plain log events, and error events of probes that emit nothing else.</summary>
    Logs,

    /// <summary>Statuses of probes.</summary>
    Diagnostics,
}

internal static class Tracks
{
    public static ReadOnlySpan<Track> All => [Track.Snapshots, Track.Logs, Track.Diagnostics];

    /// <summary>The track's name in counters and messages.</summary>
    public static string Name(Track track) => track switch
    {
        Track.Snapshots => "snapshots",
        Track.Logs => "logs",
        Track.Diagnostics => "diagnostics",
        _ => throw new ArgumentOutOfRangeException(nameof(track)),
    };
}
