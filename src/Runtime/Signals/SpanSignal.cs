using System;
using System.Collections.Generic;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A span probe in force.</summary>
internal sealed class SpanSignal : ProbeSignal
{
    public SpanSignal(SpanProbe probe, ProbeEntry entry, SignalContext context)
    {
        Probe = probe;
        Gate = new HitGate(probe, entry, context);

        // Of this signal only, so that its life tells whether any of the signal's spans is still alive.
        var component = new string("trace".AsSpan());
        Tags = [new("component", component), .. ProbeTags.Of(probe, "debugger.probeid")];
        SpanSource.Watch(component);
    }

    public SpanProbe Probe { get; }

    public HitGate Gate { get; }

    /// <summary>What every span starts with.</summary>
    public KeyValuePair<string, object?>[] Tags { get; }

    public override ProbeBinding Bind(ProbeTarget target, DeclaringType declaring) => new SpanBinding(this, target);
}
