using System;

namespace Weaver.Upload;

/// <summary>Why an event was not delivered. Every event ends as sent or under one of these.</summary>
internal enum DropReason
{
    /// <summary>The queue of its track was full.</summary>
    QueueFull,

    /// <summary>The event alone is larger than one event may be.</summary>
    PayloadTooLarge,

    /// <summary>The agent could not be reached, or kept failing.</summary>
    UploadFailed,

    /// <summary>The agent answered, and refused the batch for good.</summary>
    UploadRejected,

    /// <summary>The agent has no endpoint for the track.</summary>
    NoEndpoint,

    /// <summary>The time given to the stop was over.</summary>
    StopDeadline,

    /// <summary>It came after the stop.</summary>
    Stopped,

    /// <summary>The file could not be written.</summary>
    FileFailed,

    /// <summary>The file has reached the size that it may have.</summary>
    FileFull,

    /// <summary>The destination failed in a way of its own.</summary>
    SinkFailed,
}

internal static class DropReasons
{
    public static int Count { get; } = Enum.GetValues<DropReason>().Length;

    /// <summary>The reason's name in counters.</summary>
    public static string Name(DropReason reason) => reason switch
    {
        DropReason.QueueFull => "queueFull",
        DropReason.PayloadTooLarge => "payloadTooLarge",
        DropReason.UploadFailed => "uploadFailed",
        DropReason.UploadRejected => "uploadRejected",
        DropReason.NoEndpoint => "noEndpoint",
        DropReason.StopDeadline => "stopDeadline",
        DropReason.Stopped => "stopped",
        DropReason.FileFailed => "fileFailed",
        DropReason.FileFull => "fileFull",
        DropReason.SinkFailed => "sinkFailed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
