using System;
using Weaver.Redaction;

namespace Weaver.Capture;

/// <summary>What all captures of a process have in common. Immutable.</summary>
internal sealed record CaptureOptions
{
    public static readonly CaptureOptions Default = new();

    public RedactionRules Redaction { get; init; } = RedactionRules.Default;

    /// <summary>Time for one capture context. Default 200 ms; zero or less means no limit.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What is left of the time for work that began at a timestamp of <see cref="Time"/>.</summary>
    public TimeSpan TimeLeft(long began) => Timeout > TimeSpan.Zero ? Timeout - Time.GetElapsedTime(began) : TimeSpan.MaxValue;

    /// <summary>Bytes of JSON that one capture context may take before the rest of it is left out. Default 4 MiB.</summary>
    public int MaxBytes { get; init; } = 4 << 20;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The clock is read at every so-many-th check; a check comes before each item and field and in each value. Default 8.</summary>
    public int ChecksPerClockReading { get; init; } = 8;

    /// <summary>Generated collectors; asked before fields are read by reflection.</summary>
    public CollectorTable Collectors { get; init; } = CollectorTable.Shared;
}
