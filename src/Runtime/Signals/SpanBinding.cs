using System;
using System.Collections.Generic;
using System.Diagnostics;
using Weaver.Contract;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A span probe at one method: an activity from the beginning of each call to its end.</summary>
internal sealed class SpanBinding : JudgedBinding
{
    private readonly SpanSignal _signal;
    private readonly SpanMoment _entry;
    private readonly string _name;
    private readonly bool _isIterator;

    public SpanBinding(SpanSignal signal, ProbeTarget target)
        : base(signal.Gate, target)
    {
        _signal = signal;
        _entry = new SpanMoment(signal, new MethodVariables(target.Method, Moment.Entry, target.Site, signal.Gate.Context.Redaction));
        _name = target.ToString();
        _isIterator = (target.Method.Traits & MethodTraits.Iterator) != 0;
    }

    public override IEnumerable<string> Problems => _entry.Problems;

    // What other probes see and set belongs into the span.
    public override BindingNeeds Needs => BindingNeeds.Entry | BindingNeeds.Exit | BindingNeeds.Around;

    public override Verdict Look(in Hit hit) => hit.Moment == Moment.Entry ? Begin(in hit) : Verdict.Done;

    public override EntryState? Enter(in Hit hit)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var scope = HitScope.Create(in hit);
            var budget = NewBudget();
            return Passes(in hit, _entry.Condition, ref scope, ref budget) ? StartOrGiveBack() : null;
        }
        finally
        {
            Gate.Figures.AddTime(Stopwatch.GetTimestamp() - began);
        }
    }

    public override void Exit(in Hit hit, EntryState? entry)
    {
        if (entry is not SpanState span || hit.Exception is null)
            return;

        var began = Stopwatch.GetTimestamp();
        span.Fail(hit.Exception);
        Gate.Figures.AddTime(Stopwatch.GetTimestamp() - began);
    }

    public override void Line(in Hit hit)
    {
    }

    protected override Verdict Judge(in Hit hit) => JudgeCondition(in hit, _entry.Condition);

    private SpanState? StartOrGiveBack()
    {
        try
        {
            return Start();
        }
        catch (Exception)
        {
            Gate.GiveBack();
            throw;
        }
    }

    private SpanState? Start()
    {
        // An iterator must give back what was current at every element, and what has ended cannot be made current again.
        var outer = Activity.Current;
        if (_isIterator && outer is { IsStopped: true })
        {
            Gate.Dropped(ProbeDrop.NoActivity);
            return null;
        }

        if (SpanSource.Create(_name, _signal.Tags) is not { } activity)
        {
            Gate.Dropped(ProbeDrop.NoSink);
            return null;
        }

        try
        {
            activity.Start();
        }
        catch (Exception)
        {
            // Whoever listens threw when it was current already.
            if (outer is not { IsStopped: true })
                Activity.Current = outer;
            throw;
        }

        return new SpanState(this, Gate, activity, outer);
    }

    private sealed class SpanMoment(SpanSignal signal, MethodVariables variables) : PreparedMoment
    {
        public HitCondition Condition { get; } = new(signal.Probe.When, variables.Named, signal.Gate.Context.Redaction);

        public override IEnumerable<string> Problems => Describe("condition", Condition.Problems);
    }
}
