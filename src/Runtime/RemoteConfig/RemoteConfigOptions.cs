using System;

namespace Weaver.RemoteConfig;

/// <summary>The bounds of <see cref="RemoteConfigClient"/>. The defaults live here only.</summary>
internal sealed record RemoteConfigOptions
{
    /// <summary>From the beginning of one request to that of the next, while the agent answers.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause while it does not.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest reply, in bytes: room for more than 10 000 probes at once.</summary>
    public int MaxReplyBytes { get; init; } = 64 << 20;

    /// <summary>The most files at a time.</summary>
    public int MaxFiles { get; init; } = 20_000;

    /// <summary>The most bytes of all files at a time.</summary>
    public long MaxBytes { get; init; } = 64 << 20;
}
