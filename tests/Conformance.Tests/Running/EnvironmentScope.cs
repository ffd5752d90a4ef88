using System;
using System.Collections.Generic;
using System.Text.Json;
using Weaver.Conformance.Tests.Values;
using Weaver.Expressions;
using Weaver.Language;

namespace Weaver.Conformance.Tests.Running;

/// <summary>The variables of a case as the expressions of a probe see them, with what is special at the site.</summary>
internal sealed class EnvironmentScope : IEvaluationScope
{
    private readonly List<Variable> _slots = [];
    private readonly List<(object? Value, Type Declared)> _values = [];
    private readonly List<SiteVariable> _variables = [];
    private readonly Exception? _exception;
    private readonly double _milliseconds;
    private readonly bool _hasReturned;

    public EnvironmentScope(JsonElement environment, JsonElement specials, ValueBuilder builder)
    {
        if (environment.ValueKind == JsonValueKind.Object)
        {
            foreach (var variable in environment.EnumerateObject())
                Add(variable.Name, variable.Name == "this" ? SiteVariableKind.This : SiteVariableKind.Local, variable.Value, builder);
        }

        _milliseconds = (specials.Find("durationMilliseconds"), specials.Find("durationNanoseconds")) switch
        {
            ({ ValueKind: JsonValueKind.Number } milliseconds, _) => milliseconds.GetDouble(),
            (_, { ValueKind: JsonValueKind.Number } nanoseconds) => nanoseconds.GetDouble() / 1e6,
            _ => 0,
        };
        _variables.Add(SiteVariable.Duration);
        if (string.Equals(specials.Text("evaluateAt"), "ENTRY", StringComparison.OrdinalIgnoreCase))
            return;

        // At an exit both can be named; which of them has a value depends on how the method ended.
        _variables.Add(SiteVariable.Exception);
        if (specials.Find("exception") is { ValueKind: JsonValueKind.Object } exception)
            _exception = (Exception)builder.Build(exception)!;
        _hasReturned = specials.Find("return") is { ValueKind: JsonValueKind.Object };
        if (specials.Find("return") is { ValueKind: JsonValueKind.Object } returned)
            Add("@return", SiteVariableKind.Return, returned, builder);
        else
            _variables.Add(new SiteVariable("@return", SiteVariableKind.Return, -1, ""));
    }

    public IReadOnlyList<SiteVariable> Variables => _variables;

    /// <summary>The declared types, for an install at which they are known.</summary>
    public ITypeModel Types => new ReflectionTypeModel(v => v.Slot >= 0 ? _slots[v.Slot].Type : null);

    /// <summary>
    /// Asks a condition in one frame that holds all variables, by the evaluator and by its short cut; null when there are too
    /// many variables for a frame.
    /// </summary>
    public (ConditionOutcome Evaluated, QuickAnswer Quick)? InOneFrame(PreparedExpression condition, EvaluationBudget budget)
    {
        (ConditionOutcome, QuickAnswer)? answers = null;
        EnvironmentFrame.Of(_values)?.Open(view =>
        {
            var time = budget;
            var scope = new FrameScope(view) { Exception = _exception, HasReturned = _hasReturned, DurationMilliseconds = _milliseconds };
            var quick = QuickCondition.TryCreate(condition)?.Test(in view, _hasReturned, _milliseconds) ?? QuickAnswer.Unknown;
            answers = (Evaluator.EvaluateCondition(condition, in scope, ref time).Outcome, quick);
        });
        return answers;
    }

    public bool TryLoad(SiteVariable variable, out Value value)
    {
        switch (variable.Kind)
        {
            case SiteVariableKind.Duration:
                value = Value.Of(_milliseconds);
                return true;
            case SiteVariableKind.Exception:
                value = Value.OfObject(_exception, typeof(Exception));
                return _exception is not null;
            default:
                value = variable.Slot < 0 ? default : _slots[variable.Slot].Load();
                return variable.Slot >= 0;
        }
    }

    private void Add(string name, SiteVariableKind kind, JsonElement typed, ValueBuilder builder)
    {
        var type = builder.StaticType(typed);
        _variables.Add(new SiteVariable(name, kind, _slots.Count, type.FullName ?? type.Name));
        var value = builder.Build(typed);
        _slots.Add(Variable.Of(value, type));
        _values.Add((value, type));
    }
}
