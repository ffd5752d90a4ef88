using System;
using Weaver.Expressions;
using Weaver.Probes;
using Weaver.Upload;

namespace Weaver.Signals;

/// <summary>The events of probes that send none otherwise: they say what did not evaluate.</summary>
/// <remarks>Any thread may call. One event in five minutes a probe; the rest is counted.</remarks>
internal sealed class ErrorEvents
{
    private readonly HitGate _gate;
    private readonly SignalJson _envelope;
    private readonly string _message;

    public ErrorEvents(HitGate gate, ProbeTarget target)
    {
        _gate = gate;
        _envelope = SignalJson.For(gate.Context, gate.Probe, target);
        _message = $"Evaluation errors for probe {gate.Probe.Id}";
    }

    /// <summary>Ends a hit for this error: in an event, or in the count of those that another event speaks for.</summary>
    public void End(in Hit hit, EvaluationError error)
    {
        if (_gate.MayEmitError(in hit, error.Kind == EvaluationErrorKind.Timeout))
            Send(error, _gate.Figures);
    }

    /// <summary>Sends an event for a hit that comes to something all the same, if it is time for one. That hit is counted elsewhere.</summary>
    public void SendBeside(in Hit hit, EvaluationError error)
    {
        if (_gate.TryTakeError(in hit))
            Send(error, figures: null);
    }

    private void Send(EvaluationError error, ProbeFigures? figures)
    {
        var scratch = SignalScratch.Rent();
        scratch.AddError(error);
        var json = scratch.Json;
        _envelope.Begin(scratch, _gate.Context.Clock.UnixMilliseconds);
        json.Name("captures"u8);
        json.BeginObject();
        json.EndObject();
        SignalJson.End(json, null, scratch.Errors, _message.AsSpan());
        _gate.Context.Collector.Emit(Track.Logs, json, SignalCollector.MaxEventBytes, figures);
    }
}
