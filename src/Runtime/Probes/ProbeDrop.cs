namespace Weaver.Probes;

/// <summary>Why a hit that could have given an event gave none.</summary>
internal enum ProbeDrop
{
    RateLimitProbe,
    RateLimitGlobal,

    /// <summary>The condition failed again within the time for which one error event speaks.</summary>
    EvaluationErrorThrottled,

    /// <summary>The evaluation ran out of time again within that time.</summary>
    EvaluationTimeout,

    /// <summary>The probe belongs to a session that is not active in this trace.</summary>
    SessionInactive,

    /// <summary>The session has used up its share of this trace.</summary>
    SessionBudget,

    /// <summary>No activity was current that the probe could have set tags on or started a session in.</summary>
    NoActivity,

    /// <summary>The probe has given as many events as its limit allows, or the last of them are under way.</summary>
    MaxHits,

    /// <summary>The probe was removed or replaced while the call ran, so that the end of the call was not seen.</summary>
    Removed,

    QueueFull,

    /// <summary>There is no destination for events, and nobody who receives the span or the metric.</summary>
    NoSink,

    PayloadTooLarge,
    Stopped,

    /// <summary>Something of ours failed.</summary>
    Failed,

    /// <summary>Our own work, on the same thread, reached the place.</summary>
    Reentrant,

    /// <summary>The probes together had used up their share of the processors, and this one the most of it; it rests for a moment.</summary>
    CpuBudget,

    /// <summary>The probe was disarmed because it kept using up the processors' share; its gate had not shut yet.</summary>
    Disarmed,
}
