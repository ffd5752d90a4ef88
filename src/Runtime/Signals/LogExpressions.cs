using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Capture;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Signals;

/// <summary>The expressions of a log probe, bound to the variables of one moment of one method. Immutable.</summary>
internal sealed class LogExpressions
{
    private readonly SignalContext _context;
    private readonly Template _message;
    private readonly (string Name, PreparedExpression Expression, CaptureLimits Limits)[] _captures;

    public LogExpressions(LogSignal signal, IReadOnlyList<SiteVariable> variables)
    {
        _context = signal.Context;
        var probe = signal.Probe;
        var rules = _context.Redaction;

        // Declared types are known only once a frame was seen; what they would have told is found out by the evaluation.
        Condition = new HitCondition(probe.When, variables, rules);
        _message = Template.Create(probe.Segments, variables, types: null, rules);
        _captures = probe.CaptureSnapshot
            ? []
            : [.. probe.CaptureExpressions.Select(c => (c.Name, PreparedExpression.Create(c.Expression, variables, types: null, rules), LogSignal.LimitsOf(c.Capture)))];
    }

    public HitCondition Condition { get; }

    /// <summary>What does not bind here, as whole sentences.</summary>
    public IEnumerable<string> Problems =>
        PreparedMoment.Describe("condition", Condition.Problems)
            .Concat(PreparedMoment.Describe("message", _message.Problems))
            .Concat(_captures.SelectMany(c => PreparedMoment.Describe($"captured expression '{c.Name}'", c.Expression.Problems)));

    /// <summary>Renders the message into the scratch, errors included.</summary>
    public void Render(ref FrameScope scope, ref EvaluationBudget budget, SignalScratch scratch)
    {
        var errors = scratch.Errors;
        _message.Render(in scope, ref budget, scratch.Message, ref errors!);
    }

    /// <summary>Writes the named values as one capture context; one that fails leaves an error and does not keep the others away.</summary>
    public void Capture(ref FrameScope scope, ref EvaluationBudget budget, SignalScratch scratch)
    {
        var writer = SnapshotWriter.Rent();
        try
        {
            writer.BeginContext(scratch.Json, CaptureLimits.Default, _context.Capture);
            writer.BeginGroup(CaptureGroup.CaptureExpressions);
            foreach (var (name, expression, limits) in _captures)
            {
                // The rest is left out with the one error that there is.
                if (budget.IsExhausted)
                    break;

                var result = Evaluator.EvaluateCapture(expression, in scope, limits.MaxCollectionSize, ref budget);
                scratch.AddError(result.Error);
                if (result.IsFailed)
                    continue;

                writer.UseLimits(limits);
                Write(writer, name, result.Value, _context.Redaction);
            }

            writer.EndGroup();
            writer.EndContext();
            _context.Captures.Add(writer.Incomplete, writer.SkippedFields);
        }
        finally
        {
            writer.Return();
        }
    }

    private static void Write(SnapshotWriter writer, string name, Value value, RedactionRules rules)
    {
        if (value.Kind == ValueKind.Redacted)
        {
            writer.WriteRedacted(name, value.DeclaredType ?? typeof(object), rules);
            return;
        }

        if (value.Reference is FilteredItems items)
        {
            writer.WriteSelected(name, items.Items.Select(Shown), items.Items.Count, items.IsTruncated);
            return;
        }

        var shown = Shown(value);
        writer.WriteObject(name, shown, value.DeclaredType ?? shown?.GetType() ?? typeof(object));
    }

    // What the language made itself is shown as the collection it stands for; everything else as it is.
    private static object? Shown(Value value) => value.Reference switch
    {
        FilteredItems items => items.Items.ConvertAll(Shown),
        DictionaryPair pair => new KeyValuePair<object?, object?>(Shown(pair.Key), Shown(pair.Value)),
        _ => value.ToObject(),
    };
}
