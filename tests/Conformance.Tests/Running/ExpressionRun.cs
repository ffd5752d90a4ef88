using System;
using System.Collections.Generic;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Conformance.Tests.Running;

/// <summary>What running one expression gave.</summary>
internal sealed class ExpressionRun
{
    /// <summary>Why it does not parse; then nothing was evaluated.</summary>
    public string? ParseError { get; init; }

    public List<EvaluationError> Errors { get; init; } = [];

    /// <summary>The value, when there is one.</summary>
    public Value Value { get; init; }

    public bool IsFailed { get; init; }

    public ConditionOutcome? Outcome { get; init; }

    /// <summary>The message, of templates.</summary>
    public string? Text { get; init; }

    /// <summary>The sample, of metrics.</summary>
    public double? Sample { get; init; }

    /// <summary>Captured expressions that have a value, of whole plans.</summary>
    public int? Captures { get; init; }
}

/// <summary>One way to bind an expression: without knowing declared types, or knowing them.</summary>
internal sealed class ExpressionEngine(EnvironmentScope scope, RedactionRules rules, TimeSpan limit, bool knowsTypes)
{
    private readonly ITypeModel? _types = knowsTypes ? scope.Types : null;

    public EvaluationBudget NewBudget() => new(limit);

    public ExpressionRun Value(ExpressionSource source)
    {
        var budget = NewBudget();
        return Of(Evaluator.Evaluate(Prepare(source), scope, ref budget));
    }

    public ExpressionRun Capture(ExpressionSource source, int maxItems)
    {
        var budget = NewBudget();
        return Of(Evaluator.EvaluateCapture(Prepare(source), scope, maxItems, ref budget));
    }

    public ExpressionRun Condition(ExpressionSource source)
    {
        var budget = NewBudget();
        var result = Evaluator.EvaluateCondition(Prepare(source), scope, ref budget);
        return new ExpressionRun { Outcome = result.Outcome, Errors = ListOf(result.Error), IsFailed = result.Outcome == ConditionOutcome.Error, Value = Expressions.Value.Of(result.Outcome == ConditionOutcome.True) };
    }

    /// <inheritdoc cref="EnvironmentScope.InOneFrame"/>
    public (ConditionOutcome Evaluated, QuickAnswer Quick)? InOneFrame(ExpressionSource source) => scope.InOneFrame(Prepare(source), NewBudget());

    public ExpressionRun Metric(ExpressionSource source)
    {
        var budget = NewBudget();
        var run = Of(Evaluator.Evaluate(Prepare(source), scope, ref budget));
        return new ExpressionRun { Errors = run.Errors, IsFailed = run.IsFailed, Sample = SampleOf(run) };
    }

    public ExpressionRun Message(IReadOnlyList<TemplateSegment> segments)
    {
        var budget = NewBudget();
        return Message(segments, ref budget);
    }

    /// <summary>Everything that one hit evaluates, in its order and out of one budget.</summary>
    public ExpressionRun Plan(ExpressionSource? condition, IReadOnlyList<TemplateSegment> segments, ExpressionSource? metric, IReadOnlyList<ExpressionSource> captures)
    {
        var budget = NewBudget();
        var errors = new List<EvaluationError>();
        var outcome = ConditionOutcome.True;
        if (condition is not null)
        {
            var result = Evaluator.EvaluateCondition(Prepare(condition), scope, ref budget);
            outcome = result.Outcome;
            errors.AddRange(ListOf(result.Error));
        }

        var message = Message(segments, ref budget);
        errors.AddRange(message.Errors);
        double? sample = null;
        var captured = 0;
        if (outcome == ConditionOutcome.True)
        {
            if (metric is not null)
            {
                var run = Of(Evaluator.Evaluate(Prepare(metric), scope, ref budget));
                errors.AddRange(run.Errors);
                sample = SampleOf(run);
            }

            foreach (var capture in captures)
            {
                var result = Evaluator.EvaluateCapture(Prepare(capture), scope, int.MaxValue, ref budget);
                errors.AddRange(ListOf(result.Error));
                captured += result.IsFailed ? 0 : 1;
            }
        }

        return new ExpressionRun { Outcome = outcome, Errors = errors, IsFailed = outcome == ConditionOutcome.Error, Text = message.Text, Sample = sample, Captures = captured };
    }

    private ExpressionRun Message(IReadOnlyList<TemplateSegment> segments, ref EvaluationBudget budget)
    {
        var output = new TextBuffer();
        List<EvaluationError>? errors = null;
        Template.Create(segments, scope.Variables, _types, rules).Render(scope, ref budget, output, ref errors);
        return new ExpressionRun { Text = output.ToString(), Errors = errors ?? [], IsFailed = errors is not null };
    }

    private static double? SampleOf(ExpressionRun run) => !run.IsFailed && MetricNumber.TryRead(run.Value, out var number) ? number : null;

    private static ExpressionRun Of(EvaluationResult result) => new() { Value = result.Value, IsFailed = result.IsFailed, Errors = ListOf(result.Error) };

    private PreparedExpression Prepare(ExpressionSource source) => PreparedExpression.Create(source, scope.Variables, _types, rules);

    private static List<EvaluationError> ListOf(EvaluationError? error) => error is null ? [] : [error];
}
