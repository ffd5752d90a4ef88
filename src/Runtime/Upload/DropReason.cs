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

    /// <summary>It lay in the spool, and the agent kept failing at it while it took others.</summary>
    UploadGivenUp,

    /// <summary>The agent was left alone, because it kept failing or asked for it, and the event could not wait.</summary>
    CircuitOpen,

    /// <summary>The agent has no endpoint for the track.</summary>
    NoEndpoint,

    /// <summary>The spool had reached its size and this was the oldest in it, or it was larger than the spool may be.</summary>
    SpoolFull,

    /// <summary>The spool could not be written, and the event could not wait.</summary>
    SpoolFailed,

    /// <summary>The spool held it, and it could not be read any more.</summary>
    SpoolDamaged,

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

    /// <summary>Whether an event that was not delivered for this reason may yet be: then the spool keeps it.</summary>
    public static bool MayPass(DropReason reason) =>
        reason is DropReason.UploadFailed or DropReason.CircuitOpen or DropReason.NoEndpoint or DropReason.StopDeadline;

    /// <summary>The reason's name in counters.</summary>
    public static string Name(DropReason reason) => reason switch
    {
        DropReason.QueueFull => "queueFull",
        DropReason.PayloadTooLarge => "payloadTooLarge",
        DropReason.UploadFailed => "uploadFailed",
        DropReason.UploadRejected => "uploadRejected",
        DropReason.UploadGivenUp => "uploadGivenUp",
        DropReason.CircuitOpen => "circuitOpen",
        DropReason.NoEndpoint => "noEndpoint",
        DropReason.SpoolFull => "spoolFull",
        DropReason.SpoolFailed => "spoolFailed",
        DropReason.SpoolDamaged => "spoolDamaged",
        DropReason.StopDeadline => "stopDeadline",
        DropReason.Stopped => "stopped",
        DropReason.FileFailed => "fileFailed",
        DropReason.FileFull => "fileFull",
        DropReason.SinkFailed => "sinkFailed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
