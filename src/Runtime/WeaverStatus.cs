using System.Collections.Generic;

namespace Weaver;

/// <summary>A snapshot of what the debugger does. Immutable; ask again for newer figures.</summary>
public sealed class WeaverStatus
{
    internal static WeaverStatus Off(IReadOnlyList<string> complaints) => new() { Complaints = complaints };

    /// <summary>True while the debugger runs.</summary>
    public bool Enabled { get; internal init; }

    /// <summary>Woven assemblies that are loaded.</summary>
    public IReadOnlyList<WovenModuleStatus> Modules { get; internal init; } = [];

    public IReadOnlyList<ProbeStatusEntry> Probes { get; internal init; } = [];

    /// <summary>Sums over the probes of each kind that is there now, by kind: <c>log</c>, <c>metric</c>, <c>span</c>, <c>spanDecoration</c>, <c>trigger</c>.</summary>
    public IReadOnlyDictionary<string, ProbeKindStatus> Kinds { get; internal init; } = new Dictionary<string, ProbeKindStatus>();

    /// <summary>Probe files in use and how reading them went.</summary>
    public IReadOnlyList<ProbeFileStatus> Files { get; internal init; } = [];

    /// <summary>Where probes come from over the network: the agent and web servers. Empty when none is asked.</summary>
    public IReadOnlyList<ProbeSourceStatus> Sources { get; internal init; } = [];

    /// <summary>True while the agent has all probes switched off: no gate is open, whatever the sources hold.</summary>
    public bool SwitchedOffRemotely { get; internal init; }

    /// <summary>Gates that are open now. Zero when no probe is installed.</summary>
    public int OpenGates { get; internal init; }

    /// <summary>Sum over all probes that were ever installed.</summary>
    public long Hits { get; internal init; }

    /// <inheritdoc cref="ProbeStatusEntry.Matched"/>
    public long Matched { get; internal init; }

    /// <inheritdoc cref="ProbeStatusEntry.ConditionFalse"/>
    public long ConditionFalse { get; internal init; }

    /// <inheritdoc cref="ProbeStatusEntry.Captured"/>
    public long Captured { get; internal init; }

    /// <summary>Everything that was dropped, refused or failed, by name: sum over the probes and what belongs to no single probe.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; internal init; } = new Dictionary<string, long>();

    /// <summary>What does not work now, the oldest first, as whole sentences: an agent that cannot be reached, a source of probes that is lost, events that come to nothing.</summary>
    public IReadOnlyList<string> Troubles { get; internal init; } = [];

    /// <summary>Settings that were out of range or not understood, and what was used instead.</summary>
    public IReadOnlyList<string> Complaints { get; internal init; } = [];
}

/// <summary>One woven assembly.</summary>
/// <param name="Name">Simple name of the assembly.</param>
/// <param name="Methods">Methods that can be probed.</param>
/// <param name="OpenGates">Gates that are open now.</param>
/// <param name="Error">Why the assembly cannot be probed, or null.</param>
public sealed record WovenModuleStatus(string Name, int Methods, int OpenGates, string? Error);

/// <summary>One probe file.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Probes">Probes that this file contributes.</param>
/// <param name="Errors">What was wrong with the file or with single probes in it; the others work.</param>
public sealed record ProbeFileStatus(string Path, int Probes, IReadOnlyList<string> Errors);

/// <summary>An agent or a web server that probes come from.</summary>
/// <param name="Name"><c>agent</c>, or <c>url 1</c> for the first address.</param>
/// <param name="Address">Where it is, without user name, password and query.</param>
/// <param name="State">
/// <c>waiting</c>: not heard of yet. <c>ok</c>: it answers and what it says is in force. <c>unavailable</c>: it answers and
/// offers no remote configuration. <c>refused</c>: its last update cannot be used, the one before is in force.
/// <c>expired</c>: what it had is too old by its own word and was removed. <c>failing</c>: it does not answer, what it said
/// before is in force.
/// </param>
/// <param name="Message">The same in a sentence, with the reason and the way out.</param>
/// <param name="Files">Files that it has given.</param>
/// <param name="Version">The agent's number of what it has given; 0 where there is none.</param>
public sealed record ProbeSourceStatus(string Name, string Address, string State, string Message, int Files, long Version);

/// <summary>The figures of all probes of one kind.</summary>
/// <param name="Probes">Probes that are there now.</param>
/// <param name="Hits">How often their places were reached.</param>
/// <param name="Matched">Hits whose condition held; all hits without a condition.</param>
/// <param name="Captured">Hits that have become something.</param>
public sealed record ProbeKindStatus(int Probes, long Hits, long Matched, long Captured);

/// <summary>One probe: its state and its figures.</summary>
public sealed class ProbeStatusEntry
{
    public string Id { get; internal init; } = "";

    public int Version { get; internal init; }

    /// <summary><c>log</c>, <c>metric</c>, <c>span</c>, <c>spanDecoration</c> or <c>trigger</c>; empty for an entry that could not be read as a probe.</summary>
    public string Kind { get; internal init; } = "";

    /// <summary><c>RECEIVED</c>, <c>INSTALLED</c>, <c>EMITTING</c>, <c>ERROR</c> or <c>BLOCKED</c>.</summary>
    public string Status { get; internal init; } = "";

    /// <summary>What the status means here: where the probe is installed, what it waits for, or what is wrong and what to do.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>How often the probe's place was reached.</summary>
    public long Hits { get; internal init; }

    /// <summary>Hits whose condition held; all hits without a condition.</summary>
    public long Matched { get; internal init; }

    /// <summary>Hits whose condition did not hold. While no hit is under way, <see cref="Hits"/> is the sum of these, <see cref="Captured"/> and all of <see cref="Dropped"/>.</summary>
    public long ConditionFalse { get; internal init; }

    /// <summary>Hits that have become something: events handed over for delivery, samples of a metric, spans that have ended, tags that were set, sessions that were started.</summary>
    public long Captured { get; internal init; }

    /// <summary>Hits and events that came to nothing, by reason (<c>rateLimitProbe</c>, <c>queueFull</c>, ...).</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; internal init; } = new Dictionary<string, long>();

    /// <summary>Time spent on this probe inside the program's own threads, in milliseconds.</summary>
    public double TimeMs { get; internal init; }
}
