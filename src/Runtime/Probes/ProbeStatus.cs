using System;

namespace Weaver.Probes;

/// <summary>The state of one probe.</summary>
internal enum ProbeStatus
{
    /// <summary>Known, and waiting for an assembly that has its location.</summary>
    Received,

    /// <summary>Its gates are open.</summary>
    Installed,

    /// <summary>It has produced its first signal.</summary>
    Emitting,

    /// <summary>It cannot work as it is; the message says why.</summary>
    Error,

    /// <summary>It was refused by a rule of this process.</summary>
    Blocked,
}

internal static class ProbeStatusNames
{
    public static string WireName(this ProbeStatus status) => status switch
    {
        ProbeStatus.Received => "RECEIVED",
        ProbeStatus.Installed => "INSTALLED",
        ProbeStatus.Emitting => "EMITTING",
        ProbeStatus.Error => "ERROR",
        ProbeStatus.Blocked => "BLOCKED",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
