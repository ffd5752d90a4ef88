using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A span decoration probe at one place.</summary>
/// <remarks>
/// Each decoration whose condition holds sets its tags. The hit is one signal, however many that are; a condition that
/// fails sets none of its tags and is told in an error event.
/// </remarks>
internal sealed class DecorationBinding(DecorationSignal signal, ProbeTarget target)
    : MomentBinding<DecorationMoment>(signal.Gate, target, variables => new DecorationMoment(signal.Probe, signal.Gate.Context, variables))
{
    protected override Verdict Judge(in Hit hit, DecorationMoment prepared)
    {
        foreach (var decoration in prepared.Decorations)
        {
            if (decoration.Condition.Look(in hit) != QuickAnswer.False)
                return Verdict.Counted;
        }

        Gate.Figures.AddFalse(hit.Thread);
        return Verdict.Done;
    }

    protected override void Act(in Hit hit, DecorationMoment prepared)
    {
        var scope = HitScope.Create(in hit);
        var budget = NewBudget();
        var holding = new List<PreparedDecoration>(prepared.Decorations.Length);
        EvaluationError? error = null;
        foreach (var decoration in prepared.Decorations)
        {
            var result = decoration.Condition.Test(ref scope, ref budget);
            if (result.Outcome == ConditionOutcome.True)
                holding.Add(decoration);
            else if (result.Outcome == ConditionOutcome.Error)
                error ??= result.Error;
        }

        if (holding.Count != 0)
            Decorate(in hit, holding, error, ref scope, ref budget);
        else if (error is not null)
            Errors.End(in hit, error);
        else
            Gate.Figures.AddFalse(hit.Thread);
    }

    private void Decorate(in Hit hit, List<PreparedDecoration> decorations, EvaluationError? error, ref FrameScope scope, ref EvaluationBudget budget)
    {
        if (!Gate.MayEmit(in hit))
            return;

        if (signal.FindTarget() is not { } activity)
        {
            Gate.Dropped(ProbeDrop.NoActivity);
            return;
        }

        try
        {
            foreach (var decoration in decorations)
            {
                foreach (var tag in decoration.Tags)
                    Set(activity, tag, ref scope, ref budget);
            }

            if (error is not null)
                Errors.SendBeside(in hit, error);
        }
        catch (Exception)
        {
            Gate.GiveBack();
            throw;
        }

        Gate.Emitted();
    }

    // A value of which a part failed is shown as far as it goes, beside the error; one of which nothing is left is not set.
    private void Set(Activity activity, PreparedTag tag, ref FrameScope scope, ref EvaluationBudget budget)
    {
        var scratch = SignalScratch.Rent();
        var errors = scratch.Errors;
        tag.Value.Render(in scope, ref budget, scratch.Message, ref errors!);
        if (errors.Count == 0 || scratch.Message.Length != 0)
        {
            activity.SetTag(tag.Name, scratch.Message.ToString());
            activity.SetTag(tag.ProbeIdName, Gate.Probe.Id);
        }

        // Null takes away what an earlier hit has left.
        activity.SetTag(tag.ErrorName, errors.Count == 0 ? null : errors[0].Message);
    }
}

/// <summary>The decorations of a probe at one moment.</summary>
internal sealed class DecorationMoment : PreparedMoment
{
    public DecorationMoment(SpanDecorationProbe probe, SignalContext context, IReadOnlyList<SiteVariable> variables) =>
        Decorations = [.. probe.Decorations.Select(d => new PreparedDecoration(
            new HitCondition(d.When, variables, context.Redaction),
            [.. d.Tags.Select(t => new PreparedTag(t.Name, Template.Create(t.Segments, variables, types: null, context.Redaction)))]))];

    public PreparedDecoration[] Decorations { get; }

    public override IEnumerable<string> Problems => Decorations.SelectMany(d =>
        Describe("condition", d.Condition.Problems).Concat(d.Tags.SelectMany(t => Describe($"value of the tag '{t.Name}'", t.Value.Problems))));
}

internal sealed record PreparedDecoration(HitCondition Condition, PreparedTag[] Tags);

/// <summary>One tag, with the names of those that go with it.</summary>
internal sealed class PreparedTag(string name, Template value)
{
    private const string Prefix = "_dd.di.";

    public string Name { get; } = name;

    public string ProbeIdName { get; } = Prefix + name + ".probe_id";

    public string ErrorName { get; } = Prefix + name + ".evaluation_error";

    public Template Value { get; } = value;
}
