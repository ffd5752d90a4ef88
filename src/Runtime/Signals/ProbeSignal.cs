using System;
using System.Threading;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>One content of one probe while it is in force: makes a binding for each of its places, and is closed when it is taken out.</summary>
internal abstract class ProbeSignal
{
    private int _isClosed;

    public abstract ProbeBinding Bind(ProbeTarget target, DeclaringType declaring);

    /// <summary>
    /// No binding is armed any more; late hits of calls that are under way may still come. Callers hold no lock: it may
    /// run code of the program. A second call does nothing.
    /// </summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            OnClose();
    }

    /// <inheritdoc cref="Close"/>
    protected virtual void OnClose()
    {
    }
}

/// <summary>Probe to signal.</summary>
internal static class SignalFactory
{
    public static ProbeSignal Create(Probe probe, ProbeEntry entry, SignalContext context) => probe switch
    {
        LogProbe log => new Logs(new LogSignal(log, entry, context)),
        MetricProbe metric => new MetricSignal(metric, entry, context),
        SpanProbe span => new SpanSignal(span, entry, context),
        SpanDecorationProbe decoration => new DecorationSignal(decoration, entry, context),
        TriggerProbe trigger => new TriggerSignal(trigger, entry, context),
        _ => throw new ArgumentOutOfRangeException(nameof(probe), probe.Type, "A probe of this type stands nowhere."),
    };

    private sealed class Logs(LogSignal signal) : ProbeSignal
    {
        public override ProbeBinding Bind(ProbeTarget target, DeclaringType declaring) =>
            target.Site >= 0 ? new LineLogBinding(signal, target, declaring) : new MethodLogBinding(signal, target, declaring);
    }
}
