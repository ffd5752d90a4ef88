using System;

namespace Weaver.RemoteConfig;

/// <summary>The bounds of <see cref="FileConfigSource"/>. The defaults live here only.</summary>
internal sealed record FileConfigOptions
{
    /// <summary>The largest file that is taken over, in bytes.</summary>
    public int MaxFileBytes { get; init; } = 4 << 20;

    /// <summary>The most files that are watched at once.</summary>
    public int MaxFiles { get; init; } = 256;

    /// <summary>How often the files are looked at, events of the file system or not.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a file that vanished, seems half written or cannot be opened gets to come right.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(300);
}
