using System;
using Weaver.Language;
using Weaver.Common;

namespace Weaver.Expressions;

/// <summary>One walk over a bound tree. Each step returns false once the evaluation has failed; the reason then stands in the error.</summary>
internal ref struct Evaluation<TScope>
    where TScope : IEvaluationScope, allows ref struct
{
    /// <summary>A filter keeps no more items than this.</summary>
    private const int MaxItems = 100_000;

    private readonly PreparedExpression _expression;
    private readonly TScope _scope;
    private readonly ref EvaluationBudget _budget;
    private EvaluationError? _error;
    private EvaluationError? _remark;
    private Value _item;
    private Value _key;
    private bool _isPair;

    public Evaluation(PreparedExpression expression, TScope scope, ref EvaluationBudget budget)
    {
        _expression = expression;
        _scope = scope;
        _budget = ref budget;
    }

    public EvaluationResult Run() => Run(-1);

    public EvaluationResult RunLimited(int maxItems) => Run(maxItems);

    private EvaluationResult Run(int maxItems)
    {
        try
        {
            Value value;
            if (!_budget.Enter())
                FailTimeout();
            else if (maxItems >= 0 && _expression.Root is PredicateExpression { Operator: PredicateOperator.Filter } filter
                ? TryFilter(filter, maxItems, out value)
                : TryEvaluate(_expression.Root, out value))
                return EvaluationResult.Success(value, _remark);
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            // A collection that is changed while it is read throws whatever it likes; its message may hold values.
            Fail(EvaluationErrorKind.Runtime, "The evaluation stopped with " + e.GetType().Name + ". The value was probably changed while it was read.");
        }

        return EvaluationResult.Failure(_error!);
    }

    private bool TryEvaluate(Expression node, out Value value)
    {
        switch (node)
        {
            case VariableExpression variable: return TryLoad(variable.Variable, out value);
            case LiteralExpression literal: value = OfLiteral(literal); return true;
            case BinaryExpression binary: return TryBinary(binary, out value);
            case LogicalExpression logical: return TryLogical(logical, out value);
            case MemberExpression member: return TryMember(member, out value);
            case IterationExpression iteration: return TryIteration(iteration, out value);
            case UnaryExpression unary: return TryUnary(unary, out value);
            case IndexExpression index: return TryIndex(index, out value);
            case SubstringExpression substring: return TrySubstring(substring, out value);
            case PredicateExpression { Operator: PredicateOperator.Filter } filter: return TryFilter(filter, int.MaxValue, out value);
            case PredicateExpression predicate: return TryAnyOrAll(predicate, out value);
            case InstanceOfExpression instance: return TryInstanceOf(instance, out value);
            case RedactedExpression redacted: return Fail(EvaluationErrorKind.Redacted, "'" + redacted.Name + "' is redacted and not read.", out value);
            case UnboundExpression unbound: return Fail(EvaluationErrorKind.Unbound, unbound.Error.Message, out value);
            default: return Fail(EvaluationErrorKind.Unbound, "The expression was not bound before it was evaluated.", out value);
        }
    }

    private static Value OfLiteral(LiteralExpression literal) => literal.Kind switch
    {
        LiteralKind.Null => Value.Null(),
        LiteralKind.Boolean => Value.Of(literal.Integer != 0),
        LiteralKind.Integer when literal.Integer is >= int.MinValue and <= int.MaxValue => Value.Of((int)literal.Integer),
        LiteralKind.Integer => Value.Of(literal.Integer),
        LiteralKind.Double => Value.Of(literal.Double),
        _ => Value.Of(literal.Text),
    };

    private bool TryLoad(SiteVariable variable, out Value value)
    {
        if (!_scope.TryLoad(variable, out value))
            return Fail(EvaluationErrorKind.Unbound, NoValue(variable), out value);

        value = variable.HasHiddenType ? Value.Redacted(value.Type) : Shield.Admit(value, _expression.Rules);
        return true;
    }

    private static string NoValue(SiteVariable variable) => variable.Kind switch
    {
        SiteVariableKind.Return => "'@return' has no value here, because the method did not return normally.",
        SiteVariableKind.Exception => "'@exception' has no value here, because the method did not throw.",
        _ => "'" + variable.Name + "' has no value here.",
    };

    private bool TryIteration(IterationExpression iteration, out Value value)
    {
        switch (iteration.Part)
        {
            case IterationPart.Item when _isPair: value = Value.Of(new DictionaryPair(_key, _item)); return true;
            case IterationPart.Item: value = _item; return true;
            case IterationPart.Key when _isPair: value = _key; return true;
            case IterationPart.Value when _isPair: value = _item; return true;
            default: return Fail(EvaluationErrorKind.Unbound, "'@key' and '@value' are only supported when iterating over dictionary entries. Use @it.", out value);
        }
    }

    private bool TryMember(MemberExpression node, out Value value)
    {
        if (!TryEvaluate(node.Target, out var target))
            return Failed(out value);

        switch (target.Kind)
        {
            case ValueKind.Null:
                return Fail(EvaluationErrorKind.Runtime, "'" + node.Name + "' cannot be read, because '" + node.Target + "' is null.", out value);
            case ValueKind.Redacted:
                value = Value.Redacted(target.IsRedactedPair && node.Name == "Value" ? target.DeclaredType : null);
                if (!target.IsRedactedPair && target.DeclaredType is { } hidden && MemberAccess.Find(hidden, node.Name).Refusal is { } sentence)
                    _remark ??= new EvaluationError(EvaluationErrorKind.Unbound, _expression.Text, sentence);
                return true;
            case ValueKind.Pair when node.Name is "Key" or "Value":
                var pair = (DictionaryPair)target.Reference!;
                value = node.Name == "Key" ? pair.Key : pair.Value;
                return true;
            case ValueKind.Pair or ValueKind.Items:
                return Fail(EvaluationErrorKind.Unbound, "The member '" + node.Name + "' does not exist on "
                    + (target.Kind == ValueKind.Pair ? "a dictionary entry. Use Key or Value." : "the result of a filter."), out value);
        }

        var member = MemberAccess.Find(target.Type!, node.Name);
        if (member.Refusal is not null)
            return Fail(EvaluationErrorKind.Unbound, member.Refusal, out value);

        var owner = target.ToObject()!;
        value = member.IsHidden(owner, _expression.Rules) ? Value.Redacted(member.Type) : Shield.Admit(member.Read(owner), _expression.Rules);
        return true;
    }

    private bool TryUnary(UnaryExpression node, out Value value)
    {
        if (node.Operator is UnaryOperator.IsDefined or UnaryOperator.IsUndefined)
            return TryDefined(node, out value);

        if (node.Operator == UnaryOperator.Len && node.Operand is PredicateExpression { Operator: PredicateOperator.Filter } filter)
            return TryCountMatches(filter, out value);

        if (!TryEvaluate(node.Operand, out var operand))
            return Failed(out value);

        switch (node.Operator)
        {
            case UnaryOperator.Not:
                value = operand.Kind == ValueKind.Redacted ? operand : Value.Of(!operand.Boolean);
                return operand.Kind is ValueKind.Boolean or ValueKind.Redacted
                    || Fail(EvaluationErrorKind.Unbound, OperandRules.NotBoolean("!", SafeTypes.NameOf(operand)), out value);
            case UnaryOperator.TypeOf:
                value = operand.Kind == ValueKind.Redacted ? operand : Value.Of(SafeTypes.NameOf(operand));
                return true;
            default:
                return Check(CollectionOperators.Length(node.Operator, operand, ref _budget, out value));
        }
    }

    private bool TryDefined(UnaryExpression node, out Value value)
    {
        var remark = _remark;
        var isDefined = TryEvaluate(node.Operand, out _);
        if (!isDefined)
        {
            if (_error!.Kind == EvaluationErrorKind.Timeout)
                return Failed(out value);

            isDefined = _error.Kind == EvaluationErrorKind.Redacted;
            _error = null;
        }

        _remark = remark;
        value = Value.Of(isDefined == (node.Operator == UnaryOperator.IsDefined));
        return true;
    }

    private bool TryBinary(BinaryExpression node, out Value value)
    {
        if (!TryEvaluate(node.Left, out var left) || !TryEvaluate(node.Right, out var right))
            return Failed(out value);

        switch (node.Operator)
        {
            case BinaryOperator.Contains when left.Kind != ValueKind.String:
                return Check(CollectionOperators.Contains(left, right, _expression.Rules, ref _budget, out value));
            case BinaryOperator.Contains or BinaryOperator.StartsWith or BinaryOperator.EndsWith or BinaryOperator.Matches:
                return Check(TextOperators.Apply(node.Operator, left, right, ref _budget, out value));
        }

        var problem = Comparison.TryCompare(node.Operator, left, right, out var result);
        value = Value.Of(result);
        return problem is null || Fail(EvaluationErrorKind.Unbound, problem, out value);
    }

    private bool TryLogical(LogicalExpression node, out Value value)
    {
        // Not foreach: its enumerator would be allocated at each hit.
        for (var i = 0; i < node.Operands.Count; i++)
        {
            if (!_budget.Step())
            {
                value = default;
                return FailTimeout();
            }

            if (!TryEvaluate(node.Operands[i], out value))
                return false;

            // A hidden operand counts as false, so that it decides nothing in favor of the hit.
            if (value.Kind == ValueKind.Redacted)
                value = Value.Of(false);

            if (value.Kind != ValueKind.Boolean)
                return Fail(EvaluationErrorKind.Unbound, OperandRules.NotBoolean(node.IsAnd ? "&&" : "||", SafeTypes.NameOf(value)), out value);

            if (value.Boolean != node.IsAnd)
                return true;
        }

        value = Value.Of(node.IsAnd);
        return true;
    }

    private bool TrySubstring(SubstringExpression node, out Value value)
    {
        if (!TryEvaluate(node.Target, out var target) || !TryEvaluate(node.Start, out var start) || !TryEvaluate(node.End, out var end))
            return Failed(out value);

        return Check(TextOperators.Substring(target, start, end, out value));
    }

    private bool TryIndex(IndexExpression node, out Value value)
    {
        if (!TryEvaluate(node.Target, out var target) || !TryEvaluate(node.Index, out var index))
            return Failed(out value);

        return Check(CollectionOperators.Index(node, target, index, _expression.Rules, ref _budget, out value));
    }

    private bool TryAnyOrAll(PredicateExpression node, out Value value)
    {
        var wanted = node.Operator == PredicateOperator.Any;
        value = default;
        if (!TryEvaluate(node.Source, out var source))
            return false;

        if (source.Kind == ValueKind.Redacted)
        {
            value = Value.Of(false);
            return true;
        }

        var walk = new Walk(wanted, null, 1);
        if (!TryVisit(node, source, ref walk))
            return false;

        value = Value.Of((walk.Matches > 0) == wanted);
        return true;
    }

    private bool TryFilter(PredicateExpression node, int maxItems, out Value value)
    {
        value = default;
        if (!TryEvaluate(node.Source, out var source))
            return false;

        if (source.Kind == ValueKind.Redacted)
        {
            value = source;
            return true;
        }

        var items = new FilteredItems(Elements.IsDictionaryLike(source));
        var walk = new Walk(true, items, maxItems == int.MaxValue ? int.MaxValue : maxItems + 1L);
        if (!TryVisit(node, source, ref walk))
            return false;

        items.Visited = walk.Visited;
        value = Value.Of(items);
        if (items.Items.Count > maxItems)
        {
            items.Items.RemoveRange(maxItems, items.Items.Count - maxItems);
            items.IsTruncated = true;
        }

        return true;
    }

    // The items themselves are not needed to count them.
    private bool TryCountMatches(PredicateExpression filter, out Value value)
    {
        value = default;
        if (!TryEvaluate(filter.Source, out var source))
            return false;

        var walk = new Walk(true, null, int.MaxValue);
        if (source.Kind != ValueKind.Redacted && !TryVisit(filter, source, ref walk))
            return false;

        value = Value.Of((int)walk.Matches);
        return true;
    }

    /// <summary>Counts, and keeps when asked to, the elements whose predicate gives what is wanted, up to a number of them.</summary>
    private bool TryVisit(PredicateExpression node, in Value source, ref Walk walk)
    {
        if (!Check(CollectionOperators.Walk(NameOf(node.Operator), source, out var elements)))
            return false;

        var rules = _expression.Rules;
        var (outerItem, outerKey, outerIsPair) = (_item, _key, _isPair);
        try
        {
            while (elements.MoveNext())
            {
                if (!_budget.Step())
                    return FailTimeout();

                walk.Visited++;
                _isPair = elements.IsDictionary;
                _key = elements.Key;
                _item = _isPair ? Shield.HideUnder(_key, elements.Item, rules) : Shield.Admit(elements.Item, rules);
                if (!TryEvaluate(node.Predicate, out var verdict))
                    return false;

                if (verdict.Kind is not (ValueKind.Boolean or ValueKind.Redacted))
                    return Fail(EvaluationErrorKind.Unbound, OperandRules.NotBoolean("the predicate", SafeTypes.NameOf(verdict)));

                if ((verdict.Kind == ValueKind.Boolean && verdict.Boolean) != walk.Wanted)
                    continue;

                if (!Keep(ref walk))
                    return false;

                if (++walk.Matches >= walk.Limit)
                    return true;
            }

            return true;
        }
        finally
        {
            (_item, _key, _isPair) = (outerItem, outerKey, outerIsPair);
            elements.Dispose();
        }
    }

    private bool Keep(ref Walk walk)
    {
        if (walk.Items is not { } items)
            return true;

        if (items.Items.Count >= MaxItems)
            return Fail(EvaluationErrorKind.Runtime, "The filter gives more than 100000 items. Narrow its predicate.");

        if (_isPair)
            items.Items.Add(_item.Kind == ValueKind.Redacted ? Value.RedactedPair(_item.DeclaredType) : Value.Of(new DictionaryPair(_key, _item)));
        else
            items.Items.Add(_item);
        return true;
    }

    private static string NameOf(PredicateOperator op) => op switch
    {
        PredicateOperator.Any => "any",
        PredicateOperator.All => "all",
        _ => "filter",
    };

    private bool TryInstanceOf(InstanceOfExpression node, out Value value)
    {
        if (!TryEvaluate(node.Target, out var target))
            return Failed(out value);

        value = Value.Of(false);
        var type = TypeNames.Resolve(node.TypeName, out var problem);
        if (type is null)
        {
            // Without any name there is nothing to be right or wrong about; the answer is no, with a remark.
            if (!string.IsNullOrWhiteSpace(node.TypeName))
                return Fail(EvaluationErrorKind.Unbound, problem!, out value);

            _remark ??= new EvaluationError(EvaluationErrorKind.Unbound, _expression.Text, problem!);
            return true;
        }

        value = Value.Of(target.Type is { } own && type.IsAssignableFrom(own));
        return true;
    }

    private static bool Failed(out Value value)
    {
        value = default;
        return false;
    }

    private bool FailTimeout() => Check(_budget.Fault);

    private bool Check(Fault? fault) => fault is null || Fail(fault.Kind, fault.Message);

    private bool Fail(EvaluationErrorKind kind, string message, out Value value)
    {
        value = default;
        return Fail(kind, message);
    }

    private bool Fail(EvaluationErrorKind kind, string message)
    {
        _error = new EvaluationError(kind, _expression.Text, message);
        return false;
    }

    private ref struct Walk(bool wanted, FilteredItems? items, long limit)
    {
        public readonly bool Wanted = wanted;
        public readonly FilteredItems? Items = items;
        public readonly long Limit = limit;
        public long Matches;
        public int Visited;
    }
}
