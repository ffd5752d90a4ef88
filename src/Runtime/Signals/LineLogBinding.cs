using System.Collections.Generic;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A log probe at a line: everything happens before the line runs.</summary>
internal sealed class LineLogBinding(LogSignal signal, ProbeTarget target, DeclaringType declaring) : LogBinding(signal, target, declaring)
{
    private readonly LogMoment _moment = LogMoment.Create(signal, target, Moment.Line);

    public override IEnumerable<string> Problems => _moment.Expressions.Problems;

    public override Verdict Look(in Hit hit) => Decide(in hit, _moment);

    protected override EntryState? Begin(in Hit hit) => null;

    protected override void End(in Hit hit, EntryState? entry)
    {
    }

    protected override void Reach(in Hit hit)
    {
        var scope = HitScope.Create(in hit);
        var budget = NewBudget();
        if (Passes(in hit, ref scope, ref budget, _moment))
            RenderAndSend(in hit, _moment, ref scope, ref budget, durationMs: null);
    }
}
