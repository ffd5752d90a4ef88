using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Runtime.Tests.Expressions;

/// <summary>Variables by name, and the short way to evaluate a text over them.</summary>
internal sealed class SomeScope : IEvaluationScope
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public RedactionRules Rules { get; init; } = RedactionRules.Default;

    /// <summary>Evaluations are not cut by a slow machine unless a test asks for it.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    public SomeScope With(string name, object? value, Type? declared = null)
    {
        _values[name] = Value.OfObject(value, declared);
        return this;
    }

    public bool TryLoad(SiteVariable variable, out Value value) => _values.TryGetValue(variable.Name, out value);

    public PreparedExpression Prepare(string text) =>
        PreparedExpression.Create(ExpressionText.Parse(text), Variables(), null, Rules);

    public EvaluationResult Evaluate(string text)
    {
        var budget = new EvaluationBudget(Limit);
        return Evaluator.Evaluate(Prepare(text), this, ref budget);
    }

    public ConditionResult Condition(string text)
    {
        var budget = new EvaluationBudget(Limit);
        return Evaluator.EvaluateCondition(Prepare(text), this, ref budget);
    }

    /// <summary>A condition in its JSON form.</summary>
    public ConditionResult ConditionOf(string json)
    {
        var budget = new EvaluationBudget(Limit);
        return Evaluator.EvaluateCondition(PreparedExpression.Create(ExpressionParser.Parse(JsonReader.Read(json), "", default), Variables(), null, Rules), this, ref budget);
    }

    /// <summary>The text of one value in a message.</summary>
    public string Render(string template, out List<EvaluationError> errors)
    {
        var budget = new EvaluationBudget(Limit);
        var output = new TextBuffer();
        List<EvaluationError>? found = null;
        Template.Create(TemplateText.Split(template, default), Variables(), null, Rules).Render(this, ref budget, output, ref found);
        errors = found ?? [];
        return output.ToString();
    }

    public List<SiteVariable> Variables() => _values.Keys
        .Select((name, slot) => new SiteVariable(name, name == "this" ? SiteVariableKind.This : SiteVariableKind.Local, slot, ""))
        .Append(SiteVariable.Exception)
        .ToList();
}
