using System.Diagnostics;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A span decoration probe in force.</summary>
internal sealed class DecorationSignal(SpanDecorationProbe probe, ProbeEntry entry, SignalContext context) : ProbeSignal
{
    public SpanDecorationProbe Probe { get; } = probe;

    public HitGate Gate { get; } = new(probe, entry, context);

    public override ProbeBinding Bind(ProbeTarget target, DeclaringType declaring) => new DecorationBinding(this, target);

    /// <summary>The activity that gets the tags; null when none is current.</summary>
    public Activity? FindTarget() =>
        Activity.Current is { } current ? Probe.Target == TargetSpan.Root ? TraceSessions.RootOf(current) : current : null;
}
