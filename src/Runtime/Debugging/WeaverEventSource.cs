using System.Diagnostics.Tracing;

namespace Weaver.Debugging;

/// <summary>The event source <c>Weaver</c>: what dotnet-trace, PerfView and listeners in the program see of us.</summary>
/// <remarks>
/// Any thread may call, under no lock: listeners in the program run inside each call. Ids, names and the order of fields are
/// what others rely on; new events get new ids.
/// </remarks>
[EventSource(Name = SourceName)]
internal sealed class WeaverEventSource : EventSource
{
    public const string SourceName = "Weaver";

    private WeaverEventSource()
    {
    }

    public static WeaverEventSource Log { get; } = new();

    /// <summary>Makes the source, of which every listener in the program is told: call it under no lock before anything else.</summary>
    [NonEvent]
    public static void Announce() => _ = Log;

    [Event(1, Level = EventLevel.Informational, Message = "Live debugging of '{0}' has started.")]
    public void Started(string service) => WriteEvent(1, service);

    [Event(2, Level = EventLevel.Informational, Message = "Live debugging of '{0}' has stopped.")]
    public void Stopped(string service) => WriteEvent(2, service);

    [Event(3, Level = EventLevel.Informational, Message = "Probe '{0}': {1}")]
    public void ProbeInstalled(string probeId, string message) => WriteEvent(3, probeId, message);

    [Event(4, Level = EventLevel.Warning, Message = "Probe '{0}' does not work: {1}")]
    public void ProbeFailed(string probeId, string message) => WriteEvent(4, probeId, message);

    [Event(5, Level = EventLevel.Warning, Message = "Probe '{0}' is blocked: {1}")]
    public void ProbeBlocked(string probeId, string message) => WriteEvent(5, probeId, message);

    [Event(6, Level = EventLevel.Warning, Message = "{1}")]
    public void SourceLost(string source, string message) => WriteEvent(6, source, message);

    [Event(7, Level = EventLevel.Informational, Message = "{1}")]
    public void SourceRegained(string source, string message) => WriteEvent(7, source, message);

    [Event(8, Level = EventLevel.Warning, Message = "{1}")]
    public void UploaderLost(string destination, string message) => WriteEvent(8, destination, message);

    [Event(9, Level = EventLevel.Informational, Message = "{1}")]
    public void UploaderRegained(string destination, string message) => WriteEvent(9, destination, message);

    /// <param name="what">Track and reason, as the counter names them.</param>
    /// <param name="count">Events since the last event of this kind, at most one a second.</param>
    [Event(10, Level = EventLevel.Warning, Message = "{1} events came to nothing: {0}")]
    public void EventsDropped(string what, long count) => WriteEvent(10, what, count);
}
