using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Expressions;
using Weaver.Frames;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>What the bindings of log probes at methods and at lines have in common.</summary>
internal abstract class LogBinding : GatedBinding
{
    private const int MessagesPerTiming = 8;
    private const int MessagesBeforeSampling = 64;

    private readonly SignalJson _envelope;
    private readonly DeclaringType _declaring;

    protected LogBinding(LogSignal signal, ProbeTarget target, DeclaringType declaring)
        : base(signal)
    {
        Signal = signal;
        _declaring = declaring;
        var method = target.Method;
        var file = method.Document >= 0 ? target.Module.Manifest.Documents[method.Document] : null;
        _envelope = new SignalJson(signal.Context.Service, signal.Probe, method, file);
    }

    public sealed override void NoteRemoved() => Signal.Abandon();

    protected LogSignal Signal { get; }

    protected LogProbe Probe => Signal.Probe;

    protected SignalContext Context => Signal.Context;

    public sealed override EntryState? Enter(in Hit hit)
    {
        var (began, weight) = StartTiming(in hit);
        try
        {
            return Begin(in hit);
        }
        finally
        {
            StopTiming(began, weight);
        }
    }

    public sealed override void Exit(in Hit hit, EntryState? entry)
    {
        var (began, weight) = StartTiming(in hit);
        try
        {
            End(in hit, entry);
        }
        finally
        {
            StopTiming(began, weight);
        }
    }

    public sealed override void Line(in Hit hit)
    {
        var (began, weight) = StartTiming(in hit);
        try
        {
            Reach(in hit);
        }
        finally
        {
            StopTiming(began, weight);
        }
    }

    /// <inheritdoc cref="ProbeBinding.Enter"/>
    protected abstract EntryState? Begin(in Hit hit);

    /// <inheritdoc cref="ProbeBinding.Exit"/>
    protected abstract void End(in Hit hit, EntryState? entry);

    /// <inheritdoc cref="ProbeBinding.Line"/>
    protected abstract void Reach(in Hit hit);

    /// <summary>Counts the hit and, where that is simple, tests the condition and then the rates.</summary>
    protected Verdict Decide(in Hit hit, LogMoment moment)
    {
        if (Signal.IsShut(in hit))
        {
            Signal.Refuse(in hit);
            return Verdict.Done;
        }

        var answer = moment.Expressions.Condition.Look(in hit);
        if (answer == QuickAnswer.False)
        {
            var count = Signal.Figures.AddFalseHit(hit.Thread);
            if ((count & (HitsPerTiming - 1)) == 0)
                Time(in hit, moment);
            return Verdict.Done;
        }

        Signal.Figures.AddHit(hit.Thread);
        if (answer == QuickAnswer.Unknown)
            return Verdict.Counted;

        return Signal.MayEmit(in hit) ? Verdict.Passed : Verdict.Done;
    }

    /// <summary>What <see cref="Decide"/> left open. True when this hit becomes an event; a condition that failed sends its own.</summary>
    protected bool Passes(in Hit hit, ref FrameScope scope, ref EvaluationBudget budget, LogMoment moment)
    {
        if (hit.Verdict == Verdict.Passed)
            return true;

        var result = moment.Expressions.Condition.Test(ref scope, ref budget);
        switch (result.Outcome)
        {
            case ConditionOutcome.True:
                return Signal.MayEmit(in hit);
            case ConditionOutcome.False:
                Signal.Figures.AddFalse(hit.Thread);
                return false;
        }

        if (Signal.MayEmitError(in hit, result.Error?.Kind == EvaluationErrorKind.Timeout))
        {
            var scratch = SignalScratch.Rent();
            scratch.AddError(result.Error);
            moment.Expressions.Render(ref scope, ref budget, scratch);
            Send(in hit, moment, scratch, null, null, isErrorOnly: true);
        }

        return false;
    }

    /// <summary>Makes an event of a hit that has passed.</summary>
    protected void RenderAndSend(in Hit hit, LogMoment moment, ref FrameScope scope, ref EvaluationBudget budget, double? durationMs)
    {
        try
        {
            var scratch = SignalScratch.Rent();
            moment.Expressions.Render(ref scope, ref budget, scratch);
            Send(in hit, moment, scratch, null, durationMs, isErrorOnly: false);
        }
        catch (Exception)
        {
            Signal.GiveBack();
            throw;
        }
    }

    /// <summary>Writes the event into the scratch's text and hands it over.</summary>
    /// <param name="hit">The moment.</param>
    /// <param name="moment">What is known of it.</param>
    /// <param name="scratch">Holds message and errors; its text is overwritten.</param>
    /// <param name="entry">The beginning of the call, when it was captured.</param>
    /// <param name="durationMs">For ends of methods.</param>
    /// <param name="isErrorOnly">No values are captured.</param>
    protected void Send(in Hit hit, LogMoment moment, SignalScratch scratch, EntryCapture? entry, double? durationMs, bool isErrorOnly)
    {
        var began = Probe.CaptureSnapshot ? Context.Capture.Time.GetTimestamp() : 0;
        var json = scratch.Json;
        json.Reset();
        _envelope.Begin(scratch, Context.Clock.UnixMillisecondsAt(hit.Timestamp));
        if (Signal.HasValues)
            WriteCaptures(in hit, moment, scratch, entry, isErrorOnly);

        if (Probe.CaptureSnapshot)
        {
            json.Name("stack"u8);
            if (!StackCapture.WriteCurrent(json, Context.Capture.TimeLeft(began)))
                Context.Captures.Add(IncompleteReasons.Symbols);
        }

        SignalJson.End(json, durationMs, scratch.Errors, scratch.Message.Written);
        Signal.Emit(json, SignalCollector.MaxEventBytes, isErrorOnly);
    }

    /// <summary>Writes one capture context as the next value of the text.</summary>
    protected void WriteContext(in Hit hit, LogMoment moment, JsonText json)
    {
        var writer = SnapshotWriter.Rent();
        try
        {
            writer.BeginContext(json, Signal.Limits, Context.Capture);
            writer.BeginGroup(CaptureGroup.Arguments);
            Write(writer, moment.Variables.Arguments, hit.Frame);
            writer.EndGroup();

            writer.BeginGroup(CaptureGroup.Locals);
            Write(writer, moment.Variables.Locals, hit.Frame);
            var exception = hit.Exception as Exception;
            if (exception is not null)
                writer.WriteObject("@exception", exception, typeof(Exception));

            writer.EndGroup();
            if (_declaring.Of(hit.Frame) is { } type)
            {
                writer.BeginGroup(CaptureGroup.StaticFields);
                writer.WriteStaticFields(type, Signal.Limits);
                writer.EndGroup();
            }

            if (exception is not null)
                writer.WriteThrowable(exception);

            writer.EndContext();
            Context.Captures.Add(writer.Incomplete, writer.SkippedFields);
        }
        finally
        {
            writer.Return();
        }
    }

    private static void Write(SnapshotWriter writer, IReadOnlyList<ShownVariable> variables, FrameView frame)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            var variable = variables[i];
            if (variable.Reason is { } reason)
                writer.WriteNotCaptured(variable.Name, variable.TypeName, reason);
            else
                writer.WriteVariable(variable.Name, variable.Slot, frame);
        }
    }

    private void WriteCaptures(in Hit hit, LogMoment moment, SignalScratch scratch, EntryCapture? entry, bool isErrorOnly)
    {
        var json = scratch.Json;
        json.Name("captures"u8);
        json.BeginObject();
        if (!isErrorOnly)
        {
            if (entry is not null)
            {
                json.Name("entry"u8);
                json.Raw(entry.Context);
            }

            if (moment.Moment == Moment.Line)
            {
                json.Name("lines"u8);
                json.BeginObject();
                json.Name(_envelope.Line);
            }
            else
            {
                json.Name(moment.Moment == Moment.Entry ? "entry"u8 : "return"u8);
            }

            if (Probe.CaptureSnapshot)
                WriteContext(in hit, moment, json);
            else
                WriteExpressions(in hit, moment, scratch);

            if (moment.Moment == Moment.Line)
                json.EndObject();
        }

        json.EndObject();
    }

    private void WriteExpressions(in Hit hit, LogMoment moment, SignalScratch scratch)
    {
        var scope = HitScope.Create(in hit);
        var budget = NewBudget();
        moment.Expressions.Capture(ref scope, ref budget, scratch);
    }

    // Plain messages are so many and so short that timing one in eight will do, once everything is compiled. What the
    // evaluator has to say may take as long as its budget allows, so that is always timed.
    private (long Began, int Weight) StartTiming(in Hit hit)
    {
        if (Signal.HasValues || hit.Verdict != Verdict.Passed)
            return (Stopwatch.GetTimestamp(), 1);

        var count = Signal.Figures.AddMessage(hit.Thread);
        if (count <= MessagesBeforeSampling)
            return (Stopwatch.GetTimestamp(), 1);

        return (count & (MessagesPerTiming - 1)) == 0 ? (Stopwatch.GetTimestamp(), MessagesPerTiming) : (0, 0);
    }

    private void StopTiming(long began, int weight)
    {
        if (weight != 0)
            Signal.Figures.AddTime((Stopwatch.GetTimestamp() - began) * weight);
    }

    // Tests the condition once more, for the sake of the time alone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Time(in Hit hit, LogMoment moment)
    {
        var began = Stopwatch.GetTimestamp();
        moment.Expressions.Condition.Look(in hit);
        Signal.Figures.AddTime((Stopwatch.GetTimestamp() - began) * HitsPerTiming);
    }
}

/// <summary>What a binding knows of one moment of its method. Immutable.</summary>
internal sealed class LogMoment(Moment moment, MethodVariables variables, LogExpressions expressions)
{
    public Moment Moment { get; } = moment;

    public MethodVariables Variables { get; } = variables;

    public LogExpressions Expressions { get; } = expressions;

    public static LogMoment Create(LogSignal signal, ProbeTarget target, Moment moment)
    {
        var variables = new MethodVariables(target.Method, moment, target.Site, signal.Context.Redaction);
        return new LogMoment(moment, variables, new LogExpressions(signal, variables.Named));
    }
}
