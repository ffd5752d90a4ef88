using Weaver.Expressions;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A binding whose hits are decided over by a gate, which keeps their books.</summary>
internal abstract class GatedBinding(HitGate gate) : ProbeBinding
{
    /// <summary>Reading the clock twice costs more than a count, so only one in this many hits that come to nothing is timed.</summary>
    protected const int HitsPerTiming = 64;

    protected HitGate Gate => gate;

    public override void NoteRemoved()
    {
    }

    public sealed override void NoteFailure() => gate.Figures.AddDrop(ProbeDrop.Failed);

    public sealed override void NoteReentrant() => gate.Reenter();

    protected EvaluationBudget NewBudget() => new(gate.Context.EvaluationTimeout, gate.Context.Clock.Time);
}
