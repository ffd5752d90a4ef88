using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>What a probe evaluates, bound to the variables of one moment of one method. Immutable.</summary>
internal abstract class PreparedMoment
{
    /// <summary>What does not bind here, as whole sentences.</summary>
    public abstract IEnumerable<string> Problems { get; }

    public static IEnumerable<string> Describe(string what, IReadOnlyList<LanguageError>? problems)
    {
        foreach (var problem in problems ?? [])
            yield return $"The {what} does not fit here: {problem.Message}";
    }
}

/// <summary>A probe that does all it does at one moment of a call: at its entry, its end or a line.</summary>
/// <typeparam name="T">What it evaluates there.</typeparam>
internal abstract class MomentBinding<T> : JudgedBinding
    where T : PreparedMoment
{
    private readonly T? _entry;
    private readonly T? _line;
    private readonly T? _return;
    private readonly T? _throw;
    private readonly bool _namesDuration;

    /// <param name="gate">Decides over the hits.</param>
    /// <param name="target">The place.</param>
    /// <param name="prepare">Binds the probe's expressions to the variables of a moment.</param>
    protected MomentBinding(HitGate gate, ProbeTarget target, Func<IReadOnlyList<SiteVariable>, T> prepare)
        : base(gate, target)
    {
        _namesDuration = HitScope.NamesDuration(gate.Probe);
        if (target.Site >= 0)
        {
            _line = Prepare(Moment.Line);
        }
        else if (gate.Probe.Timing == EvaluateAt.Entry)
        {
            _entry = Prepare(Moment.Entry);
        }
        else
        {
            _return = Prepare(Moment.Return);
            _throw = Prepare(Moment.Throw);
        }

        T Prepare(Moment moment) => prepare(new MethodVariables(target.Method, moment, target.Site, gate.Context.Redaction).Named);
    }

    // A name that exists at a return only, such as @return, is no mistake just because a throw has none.
    public sealed override IEnumerable<string> Problems =>
        _return is not null && _throw is not null ? _return.Problems.Intersect(_throw.Problems) : (_entry ?? _line)!.Problems;

    public sealed override BindingNeeds Needs =>
        _entry is not null ? BindingNeeds.Entry : _return is null ? BindingNeeds.None
        : _namesDuration ? BindingNeeds.Exit | BindingNeeds.Start : BindingNeeds.Exit;

    public override Verdict Look(in Hit hit) => At(hit.Moment) is null ? Verdict.Done : Begin(in hit);

    public sealed override EntryState? Enter(in Hit hit)
    {
        Act(in hit);
        return null;
    }

    public sealed override void Exit(in Hit hit, EntryState? entry) => Act(in hit);

    public sealed override void Line(in Hit hit) => Act(in hit);

    /// <inheritdoc cref="JudgedBinding.Judge"/>
    protected abstract Verdict Judge(in Hit hit, T prepared);

    /// <summary>The rest of a hit that the first look has not ended. Ends it under one name.</summary>
    protected abstract void Act(in Hit hit, T prepared);

    protected sealed override Verdict Judge(in Hit hit) => Judge(in hit, At(hit.Moment)!);

    /// <summary>What is evaluated at that moment; null for nothing.</summary>
    protected T? At(Moment moment) => moment switch
    {
        Moment.Entry => _entry,
        Moment.Line => _line,
        Moment.Return => _return,
        _ => _throw,
    };

    private void Act(in Hit hit)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            Act(in hit, At(hit.Moment)!);
        }
        finally
        {
            Gate.Figures.AddTime(Stopwatch.GetTimestamp() - began);
        }
    }
}
