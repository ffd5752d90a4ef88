using System.Collections.Generic;
using Weaver.Language;

namespace Weaver.Probes;

/// <summary>Puts probes into the running program and takes them out.</summary>
internal interface IProbeInstaller
{
    /// <summary>Nothing is installed any more: the debugger stops.</summary>
    bool IsClosed { get; }

    /// <summary>Arms the probe at exactly these targets, in place of what was armed under its id before.</summary>
    InstallResult Install(ProbeEntry entry, Probe probe, IReadOnlyList<ProbeTarget> targets);

    /// <summary>Takes the probe out everywhere. Does nothing for an unknown id.</summary>
    void Uninstall(string probeId);

    /// <summary>Ends what the calls above have left to do, which may run code of the program: callers hold no lock.</summary>
    void Settle()
    {
    }
}

/// <summary>How an installation went.</summary>
/// <param name="Status">Installed, Error or Blocked; Received when the installer is closed.</param>
/// <param name="Message">What is worth saying besides the place; empty for nothing.</param>
/// <param name="ErrorType">Kind of error, or empty.</param>
internal sealed record InstallResult(ProbeStatus Status, string Message, string ErrorType = "");
