using System;

namespace Weaver.RemoteConfig;

/// <summary>The bounds of <see cref="HttpConfigSource"/>. The defaults live here only.</summary>
internal sealed record HttpConfigOptions
{
    /// <summary>From the beginning of one request to that of the next, unless the server holds one for longer.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause while the server fails.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the server is asked to hold a request until there is something new.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request may take beyond that.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest file, in bytes: the largest that is read.</summary>
    public int MaxFileBytes { get; init; } = 4 << 20;
}
