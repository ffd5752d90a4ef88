using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Expressions;
using Weaver.Frames;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Debugging;

/// <summary>
/// Has the runtime compile what a first hit needs, on a thread of its own. Cold code can take longer than the time that
/// an expression is given, and the first hit is often the one that somebody waits for.
/// </summary>
internal static class WarmUp
{
    private const string Probe = """
        [ { "id": "warm-up", "at": "A.B", "when": "number > 1 && len(items) >= 0 && (startsWith(text, 'w') || any(items, x => x == 2)) && !isEmpty(text)",
            "log": "{text} {number} {items} {@duration}", "snapshot": true } ]
        """;

    private static int s_started;

    /// <summary>Starts once a process; returns at once.</summary>
    public static void Start()
    {
        if (Interlocked.Exchange(ref s_started, 1) != 0)
            return;

        var thread = new Thread(static () => TryRun()) { IsBackground = true, Name = "Weaver warm-up", Priority = ThreadPriority.BelowNormal };
        thread.Start();
    }

    /// <summary>The message that the canned probe renders; null when it failed, which the self-log tells.</summary>
    internal static string? TryRun()
    {
        try
        {
            return Run();
        }
        catch (Exception e)
        {
            SelfLog.Once("warmUp", e);
            return null;
        }
    }

    private static unsafe string Run()
    {
        var probe = (LogProbe)ProbeFileReader.Read(Probe).Probes.Single();
        var (text, number, items) = ("warm", 2, new List<int> { 1, 2 });
        var frame = new Frame<string, int, List<int>>(ref text, ref number, ref items);
        var view = new FrameView(Shape<Frame<string, int, List<int>>>.Instance, &frame, null);
        SiteVariable[] variables =
        [
            new("text", SiteVariableKind.Argument, 0, "System.String"),
            new("number", SiteVariableKind.Argument, 1, "System.Int32"),
            new("items", SiteVariableKind.Argument, 2, "System.Collections.Generic.List`1[System.Int32]"),
            SiteVariable.Duration,
        ];
        var scope = new FrameScope(view) { HasReturned = true, DurationMilliseconds = 1 };

        // The limit is for code that is warm.
        var budget = new EvaluationBudget(TimeSpan.FromMinutes(1));
        var holds = Evaluator.EvaluateCondition(PreparedExpression.Create(probe.When!, variables, types: null, RedactionRules.Default), in scope, ref budget);
        var message = new TextBuffer();
        List<EvaluationError>? errors = null;
        Template.Create(probe.Segments, variables, types: null, RedactionRules.Default).Render(in scope, ref budget, message, ref errors);
        Capture(view);
        return holds.Outcome == ConditionOutcome.True && errors is null ? message.ToString()! : throw new InvalidOperationException("The canned probe does not hold.");
    }

    private static void Capture(FrameView view)
    {
        using var json = new JsonText();
        json.BeginObject();
        json.Name("captures"u8);
        var writer = SnapshotWriter.Rent();
        writer.BeginContext(json, CaptureLimits.Default, CaptureOptions.Default);
        writer.BeginGroup(CaptureGroup.Arguments);
        for (var slot = 0; slot < 3; slot++)
            writer.WriteVariable("value", slot, view);

        writer.WriteObject("sample", new Version(1, 2), typeof(object));
        writer.EndGroup();
        writer.WriteThrowable(new InvalidOperationException("warm-up"));
        writer.EndContext();
        writer.Return();
        json.Name("stack"u8);
        StackCapture.WriteCurrent(json, TimeSpan.MaxValue);
        json.EndObject();
    }
}
