using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>A log probe at a method.</summary>
/// <remarks>
/// Evaluated at entry, a plain message is sent there and a snapshot at the end, with both ends captured. Evaluated at exit,
/// everything happens there; only a snapshot without a condition captures the entry as well, so that one is decided at
/// entry too, lest every call pays for values that the rate then refuses.
/// </remarks>
internal sealed class MethodLogBinding : LogBinding
{
    private readonly LogMoment _entry;
    private readonly LogMoment _return;
    private readonly LogMoment _throw;
    private readonly bool _isDecidedAtEntry;
    private readonly bool _isRenderedAtEntry;

    public MethodLogBinding(LogSignal signal, ProbeTarget target, DeclaringType declaring)
        : base(signal, target, declaring)
    {
        _entry = LogMoment.Create(signal, target, Moment.Entry);
        _return = LogMoment.Create(signal, target, Moment.Return);
        _throw = LogMoment.Create(signal, target, Moment.Throw);
        _isRenderedAtEntry = Probe.Timing == EvaluateAt.Entry;
        _isDecidedAtEntry = _isRenderedAtEntry || (Probe.CaptureSnapshot && Probe.When is null);
    }

    // A name that exists at a return only, such as @return, is no mistake just because a throw has none.
    public override IEnumerable<string> Problems => _isRenderedAtEntry
        ? _entry.Expressions.Problems
        : _return.Expressions.Problems.Intersect(_throw.Expressions.Problems);

    public override BindingNeeds Needs
    {
        get
        {
            var needs = BindingNeeds.Exit;
            if (_isDecidedAtEntry)
                needs = Probe.CaptureSnapshot ? BindingNeeds.Entry | BindingNeeds.Exit : BindingNeeds.Entry;
            return Signal.HasDuration && needs != BindingNeeds.Entry ? needs | BindingNeeds.Start : needs;
        }
    }

    public override Verdict Look(in Hit hit)
    {
        if (hit.Moment == Moment.Entry)
            return Decide(in hit, _entry);

        return _isDecidedAtEntry ? Verdict.Done : Decide(in hit, hit.Exception is null ? _return : _throw);
    }

    protected override EntryState? Begin(in Hit hit)
    {
        var scope = HitScope.Create(in hit);
        var budget = NewBudget();
        if (!Passes(in hit, ref scope, ref budget, _entry))
            return null;

        try
        {
            return Start(in hit, ref scope, ref budget);
        }
        catch (Exception)
        {
            Signal.GiveBack();
            throw;
        }
    }

    protected override void End(in Hit hit, EntryState? entry)
    {
        var moment = hit.Exception is null ? _return : _throw;
        double? duration = Signal.HasDuration && hit.StartTimestamp != 0 ? hit.DurationMs : null;
        if (!_isDecidedAtEntry)
        {
            var scope = HitScope.Create(in hit);
            var budget = NewBudget();
            if (Passes(in hit, ref scope, ref budget, moment))
                RenderAndSend(in hit, moment, ref scope, ref budget, duration);
        }
        else if (entry is EntryCapture capture)
        {
            try
            {
                Finish(in hit, moment, duration, capture);
            }
            catch (Exception)
            {
                Signal.GiveBack();
                throw;
            }
        }
    }

    protected override void Reach(in Hit hit)
    {
    }

    private EntryCapture? Start(in Hit hit, ref FrameScope scope, ref EvaluationBudget budget)
    {
        var scratch = SignalScratch.Rent();
        if (_isRenderedAtEntry)
            _entry.Expressions.Render(ref scope, ref budget, scratch);

        EntryCapture? capture = null;
        if (Probe.CaptureSnapshot)
        {
            WriteContext(in hit, _entry, scratch.Json);
            capture = new EntryCapture(this, scratch.Json.Written)
            {
                Message = _isRenderedAtEntry ? scratch.Message.ToString() : null,
                Errors = [.. scratch.Errors],
            };
        }
        else
        {
            Send(in hit, _entry, scratch, null, null, isErrorOnly: false);
        }

        return capture;
    }

    private void Finish(in Hit hit, LogMoment moment, double? duration, EntryCapture capture)
    {
        var scratch = SignalScratch.Rent();
        if (capture.Message is { } message)
        {
            scratch.Message.Append(message);
            scratch.Errors.AddRange(capture.Errors);
        }
        else
        {
            var scope = HitScope.Create(in hit);
            var budget = NewBudget();
            moment.Expressions.Render(ref scope, ref budget, scratch);
        }

        Send(in hit, moment, scratch, capture, duration, isErrorOnly: false);
    }
}
