using System;

namespace Weaver.Upload;

/// <summary>The bounds of the uploader. The defaults live here only.</summary>
internal sealed record UploadOptions
{
    /// <summary>Events that wait in one track.</summary>
    public int QueueEvents { get; init; } = 1000;

    /// <summary>Bytes that wait in one track.</summary>
    public long QueueBytes { get; init; } = 4 << 20;

    /// <summary>The largest single event, in bytes.</summary>
    public int MaxEventBytes { get; init; } = (1 << 20) - 1;

    /// <summary>The most events of one batch.</summary>
    public int BatchEvents { get; init; } = 100;

    /// <summary>The most bytes of one batch, framing included.</summary>
    public int BatchBytes { get; init; } = 5 << 20;

    /// <summary>The longest that an event waits before it is on its way, while the destination keeps up. Null adapts it to how full the queues are.</summary>
    public TimeSpan? FlushInterval { get; init; }
}
