using System.Collections.Generic;

namespace Weaver.RemoteConfig;

/// <summary>What became of a file, by the numbers of the remote-config protocol.</summary>
internal enum ApplyState
{
    Unknown = 0,

    /// <summary>Not looked at yet, or meant for somebody else.</summary>
    Unacknowledged = 1,

    /// <summary>Accepted and in force.</summary>
    Acknowledged = 2,

    /// <summary>Broken or refused.</summary>
    Error = 3,
}

/// <summary>What became of one content of one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Version">The content, as in <see cref="TargetFile.Version"/>: a verdict on a former one counts no more.</param>
/// <param name="State">The verdict.</param>
/// <param name="Error">Why; null unless it is an error.</param>
internal sealed record FileVerdict(string Path, string Version, ApplyState State, string? Error = null);

/// <summary>Wants to know what became of its files. Whoever applies them tells it, during a delivery or later, from any thread.</summary>
internal interface IVerdictReceiver
{
    void Take(IReadOnlyList<FileVerdict> verdicts);
}
