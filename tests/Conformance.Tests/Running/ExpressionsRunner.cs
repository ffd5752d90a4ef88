using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Weaver.Conformance.Tests.Values;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Conformance.Tests.Running;

/// <summary>
/// Expressions, each run three times: bound without and with knowledge of the declared types, and printed as text, read
/// back and run again.
/// </summary>
internal sealed class ExpressionsRunner : ICaseRunner
{
    // Only cases about time may depend on it.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly string[] s_specials =
    [
        "return", "exception", "durationMilliseconds", "durationNanoseconds", "evaluateAt", "limits", "evaluationBudgetMs",
        "redactionExcluded", "redactedIdentifiers", "redactedTypes",
    ];

    public IEnumerable<JsonElement> ValuesOf(VectorCase vector)
    {
        foreach (var key in (string[])["env", "specials"])
        {
            if (vector.Json.Find(key) is { } values)
                yield return values;
        }

        if (vector.Expect.Find("value") is { } expected)
            yield return expected;
    }

    public IEnumerable<string> TypesOf(VectorCase vector) => Placeholders.TypesOf(vector);

    public void Run(VectorCase vector, ClassSet classes, Findings findings)
    {
        vector.AllowKeys("expr", "env", "specials");
        var specials = vector.Json.Find("specials") ?? default;
        specials.AllowKeys("specials", s_specials);
        specials.Find("limits")?.AllowKeys("limits", ["maxReferenceDepth", "maxCollectionSize", "maxLength", "maxFieldCount"]);
        var placeholders = new Placeholders(vector, classes);
        var expected = new ExpressionExpectation(vector, placeholders, classes);

        Traps.Disarm();
        var scope = new EnvironmentScope(vector.Json.Find("env") ?? default, specials, new ValueBuilder(classes));
        var rules = new RedactionRules(
            specials.Texts("redactedIdentifiers"), specials.Texts("redactionExcluded"), specials.Texts("redactedTypes").Select(placeholders.Fill));
        var expression = ExpressionInput.Read(vector, placeholders);

        foreach (var knowsTypes in (bool[])[false, true])
        {
            findings.Context = knowsTypes ? "bound with types" : "bound without types";
            var engine = new ExpressionEngine(scope, rules, Limit(vector, specials), knowsTypes);
            Try(vector, engine, expression, expected, findings);
        }

        if (expression.AsText() is { } again)
        {
            findings.Context = "as text " + again;
            Try(vector, new ExpressionEngine(scope, rules, Limit(vector, specials), false), again, expected, findings);
        }
    }

    private static void Try(VectorCase vector, ExpressionEngine engine, ExpressionInput expression, ExpressionExpectation expected, Findings findings)
    {
        Traps.Arm();
        try
        {
            var run = Run(vector, engine, expression);
            var rendered = expected.NeedsText && run.Text is null && run.ParseError is null ? engine.Message(expression.Segments) : run;
            expected.Check(run, rendered, findings);
            var isAboutTime = vector.Json.Find("specials")?.Find("evaluationBudgetMs") is not null;
            if (run.Outcome is { } outcome && run.ParseError is null && !expression.IsNone && vector.Kind == "condition" && !isAboutTime)
                CheckInOneFrame(engine, expression, outcome, findings);
        }
        finally
        {
            Traps.Disarm();
        }
    }

    // The short cut of simple conditions may leave a question open, but never answers it in another way. It needs no budget.
    private static void CheckInOneFrame(ExpressionEngine engine, ExpressionInput expression, ConditionOutcome outcome, Findings findings)
    {
        if (engine.InOneFrame(expression.Single) is not var (evaluated, quick))
            return;

        findings.Check(evaluated == outcome, "condition " + outcome, "condition " + evaluated + " in a frame of all variables");
        if (quick != QuickAnswer.Unknown)
            findings.Check((quick == QuickAnswer.True ? ConditionOutcome.True : ConditionOutcome.False) == outcome, "condition " + outcome, "condition " + quick + " by the short cut");
    }

    private static TimeSpan Limit(VectorCase vector, JsonElement specials)
    {
        if (specials.Find("evaluationBudgetMs") is { ValueKind: JsonValueKind.Number } budget)
            return TimeSpan.FromMilliseconds(budget.GetDouble());

        return vector.Expect.Flag("timeout") ? EvaluationBudget.DefaultLimit : s_patience;
    }

    private static ExpressionRun Run(VectorCase vector, ExpressionEngine engine, ExpressionInput expression)
    {
        if (expression.ParseError is { } error)
            return new ExpressionRun { ParseError = error, IsFailed = true };

        switch (vector.Kind)
        {
            case "value": return engine.Value(expression.Single);
            case "condition" when expression.IsNone: return new ExpressionRun { Outcome = ConditionOutcome.True, Value = Value.Of(true) };
            case "condition": return engine.Condition(expression.Single);
            case "template": return engine.Message(expression.Segments);
            case "metric" when expression.IsNone: return new ExpressionRun { Sample = 1 };
            case "metric": return engine.Metric(expression.Single);
            case "capture": return engine.Capture(expression.Single, MaxItems(vector));
            case "evaluationPlan": return engine.Plan(expression.Condition, expression.Segments, expression.Metric, expression.Captures);
            default: throw new UnsupportedCaseException("the mode '" + vector.Kind + "'");
        }
    }

    private static int MaxItems(VectorCase vector) =>
        vector.Json.Find("specials")?.Find("limits")?.Find("maxCollectionSize") is { ValueKind: JsonValueKind.Number } limit
            ? int.Parse(limit.ToString(), CultureInfo.InvariantCulture)
            : Capture.CaptureLimits.DefaultCollectionSize;
}
