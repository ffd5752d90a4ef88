using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>What binding an expression to a site gave.</summary>
internal sealed class BindingResult
{
    public BindingResult(Expression expression, ITypeShape? type, IReadOnlyList<LanguageError> problems)
    {
        Expression = expression;
        Type = type;
        Problems = problems;
    }

    /// <summary>The tree to evaluate. Always there: a part that does not bind gives its error when it is reached.</summary>
    public Expression Expression { get; }

    /// <summary>The type of the result; null when only evaluating tells.</summary>
    public ITypeShape? Type { get; }

    /// <summary>What does not fit, for the status message and for the analyzer; empty when all binds.</summary>
    public IReadOnlyList<LanguageError> Problems { get; }
}

/// <summary>Resolves the names of an expression among the variables of a site and checks members and operands where types are known.</summary>
internal sealed class ExpressionBinder
{
    // More help nobody; an expression of thousands of wrong names shall not fill a status.
    private const int MaxProblems = 8;

    private readonly IReadOnlyList<SiteVariable> _variables;
    private readonly ITypeModel? _types;
    private readonly Func<string, bool>? _isRedacted;
    private readonly List<LanguageError> _problems = new List<LanguageError>();
    private readonly Stack<Iteration> _iterations = new Stack<Iteration>();
    private int _silent;

    private ExpressionBinder(IReadOnlyList<SiteVariable> variables, ITypeModel? types, Func<string, bool>? isRedacted)
    {
        _variables = variables;
        _types = types;
        _isRedacted = isRedacted;
    }

    /// <summary>Binds an expression. Never throws for what it holds.</summary>
    /// <param name="expression">A parsed expression.</param>
    /// <param name="variables">All that can be named at the site, the specials included.</param>
    /// <param name="types">What is known of types; null leaves all checks of types to the evaluation.</param>
    /// <param name="isRedacted">Which names of variables, members and keys may not be read; null allows all.</param>
    public static BindingResult Bind(
        Expression expression,
        IReadOnlyList<SiteVariable> variables,
        ITypeModel? types = null,
        Func<string, bool>? isRedacted = null)
    {
        var binder = new ExpressionBinder(variables, types, isRedacted);
        var bound = binder.Bind(expression);
        return new BindingResult(bound.Expression, bound.Type, binder._problems);
    }

    private Bound Bind(Expression expression)
    {
        switch (expression)
        {
            case ReferenceExpression reference: return BindReference(reference);
            case MemberExpression member: return BindMember(member, Bind(member.Target));
            case IndexExpression index: return BindIndex(index);
            case UnaryExpression unary: return BindUnary(unary);
            case BinaryExpression binary: return BindBinary(binary);
            case LogicalExpression logical: return BindLogical(logical);
            case SubstringExpression substring: return BindSubstring(substring);
            case PredicateExpression predicate: return BindPredicate(predicate);
            case InstanceOfExpression instance:
                return new Bound(new InstanceOfExpression(Bind(instance.Target).Expression, instance.TypeName, instance.Position), KnownShape.Boolean);
            case LiteralExpression literal: return new Bound(literal, KnownShape.Of(literal.Kind));
            default: return new Bound(expression, null);
        }
    }

    private Bound BindReference(ReferenceExpression reference)
    {
        switch (reference.Name)
        {
            case "@it": return BindIteration(reference, IterationPart.Item);
            case "@key": return BindIteration(reference, IterationPart.Key);
            case "@value": return BindIteration(reference, IterationPart.Value);
        }

        if (IsRedacted(reference.Name))
            return new Bound(new RedactedExpression(reference, reference.Name), null);

        if (FindVariable(reference.Name) is SiteVariable variable)
        {
            if (variable.IsSensitive && _isRedacted != null)
                return new Bound(new RedactedExpression(reference, reference.Name), null);

            return variable.Unreadable is null
                ? new Bound(new VariableExpression(variable, reference.Position), _types?.TypeOf(variable))
                : Problem(reference, "The variable '" + variable.Name + "' cannot be read here: " + variable.Unreadable);
        }

        if (reference.Name.Length > 0 && reference.Name[0] == '@')
            return Problem(reference, "'" + reference.Name + "' does not exist here. " + SpecialHint(reference.Name));

        // A bare name that is no variable may be a member of this.
        var self = FindVariable("this");
        if (self is null || self.Unreadable != null)
            return Unknown(reference, null);

        var selfType = _types?.TypeOf(self);
        var member = new MemberExpression(new VariableExpression(self, reference.Position), reference.Name, reference.Position);
        if (selfType is null)
            return new Bound(member, null);

        if (selfType.FindMember(reference.Name) is TypeMember found)
            return found.Refusal is null ? new Bound(member, found.Type) : Problem(reference, found.Refusal);

        // A derived type may have it; otherwise it is nowhere.
        return selfType.IsSealed || selfType.Category == TypeCategory.Class ? Unknown(reference, selfType) : new Bound(member, null);
    }

    private Bound Unknown(ReferenceExpression reference, ITypeShape? self)
    {
        var names = new List<string>();
        foreach (var variable in _variables)
            names.Add(variable.Name);
        if (self != null)
            names.AddRange(self.MemberNames);

        return Problem(reference, "The name '" + reference.Name + "' does not exist here. " + Suggest(reference.Name, names));
    }

    // Comparing with every known name takes time, which is spent only on what is going to be read.
    private string Suggest(string name, IEnumerable<string> candidates) => _problems.Count < MaxProblems ? Suggestion.DidYouMean(name, candidates) : "";

    private static string SpecialHint(string name)
    {
        switch (name)
        {
            case "@return":
            case "@exception": return "Only probes that evaluate at the exit of a method can read it.";
            case "@duration": return "Only method probes can read it.";
            default: return "Use @return, @exception, @duration, @it, @key or @value.";
        }
    }

    private Bound BindIteration(ReferenceExpression reference, IterationPart part)
    {
        if (_iterations.Count == 0)
            return Problem(reference, "'" + reference.Name + "' does not exist here. It can be read only inside any, all and filter.");

        var iteration = _iterations.Peek();
        if (part != IterationPart.Item && iteration.IsKnownList)
            return Problem(reference, "'" + reference.Name + "' can be read only while iterating over a dictionary. Use @it.");

        return new Bound(new IterationExpression(part, reference.Position),
            part == IterationPart.Item ? iteration.Item : part == IterationPart.Key ? iteration.Key : iteration.Value);
    }

    private bool IsRedacted(string name) => _isRedacted != null && _isRedacted(name);

    private Bound BindMember(MemberExpression member, Bound target)
    {
        if (IsRedacted(member.Name))
            return new Bound(new RedactedExpression(member, member.Name), null);

        var bound = new MemberExpression(target.Expression, member.Name, member.Position);
        if (target.Type is null || target.Type.Category == TypeCategory.Open)
            return new Bound(bound, null);

        var found = target.Type.FindMember(member.Name);
        if (found != null)
            return found.Refusal is null ? new Bound(bound, found.Type) : Problem(member, found.Refusal);

        // The object itself may be of a derived type that has the member.
        if (!target.Type.IsSealed)
            return new Bound(bound, null);

        return Problem(member, "The member '" + member.Name + "' does not exist on type " + target.Type.Name + ". "
            + Suggest(member.Name, target.Type.MemberNames));
    }

    private Bound BindIndex(IndexExpression index)
    {
        if (index.Index is LiteralExpression { Kind: LiteralKind.String } name && IsRedacted(name.Text))
            return new Bound(new RedactedExpression(index, name.Text), null);

        var target = Bind(index.Target);
        var key = Bind(index.Index);
        var bound = new IndexExpression(target.Expression, key.Expression, index.Position);
        if (target.Type is null)
            return new Bound(bound, null);

        switch (target.Type.Category)
        {
            case TypeCategory.Boolean:
            case TypeCategory.Number:
            case TypeCategory.Character:
            case TypeCategory.String:
                return Problem(index, "A value of type " + target.Type.Name + " has no elements. Index an array, an IList or an IDictionary.");
            case TypeCategory.Collection:
                if (key.Type != null && key.Type.Category != TypeCategory.Number && key.Type.Category != TypeCategory.Open)
                    return Problem(index, "The index of a " + target.Type.Name + " must be a whole number, not a value of type " + key.Type.Name + ".");
                return new Bound(bound, target.Type.ElementType);
            case TypeCategory.Dictionary:
                return new Bound(bound, target.Type.ElementType);
            default:
                return new Bound(bound, null);
        }
    }

    private Bound BindUnary(UnaryExpression unary)
    {
        // What is asked about need not exist.
        var asks = unary.Operator == UnaryOperator.IsDefined || unary.Operator == UnaryOperator.IsUndefined;
        if (asks)
            _silent++;
        var operand = Bind(unary.Operand);
        if (asks)
            _silent--;

        var bound = new UnaryExpression(unary.Operator, operand.Expression, unary.Position);
        switch (unary.Operator)
        {
            case UnaryOperator.Len:
                return HasLength(operand.Type) ? new Bound(bound, KnownShape.Number) : Problem(unary, OperandRules.NoLength("len", operand.Type!.Name));
            case UnaryOperator.IsEmpty:
                return HasLength(operand.Type) ? new Bound(bound, KnownShape.Boolean) : Problem(unary, OperandRules.NoLength("isEmpty", operand.Type!.Name));
            case UnaryOperator.Not:
                return IsBoolean(operand.Type) ? new Bound(bound, KnownShape.Boolean) : Problem(unary, OperandRules.NotBoolean("!", operand.Type!.Name));
            case UnaryOperator.TypeOf:
                return new Bound(bound, KnownShape.String);
            default:
                return new Bound(bound, KnownShape.Boolean);
        }
    }

    private Bound BindBinary(BinaryExpression binary)
    {
        var left = Bind(binary.Left);
        var right = Bind(binary.Right);
        var bound = new BinaryExpression(binary.Operator, left.Expression, right.Expression, binary.Position);
        var problem = OperandRules.Check(binary.Operator, left.Type, right.Type);
        return problem is null ? new Bound(bound, KnownShape.Boolean) : Problem(binary, problem);
    }

    private Bound BindLogical(LogicalExpression logical)
    {
        var operands = new Expression[logical.Operands.Count];
        for (var i = 0; i < operands.Length; i++)
        {
            var operand = Bind(logical.Operands[i]);
            operands[i] = IsBoolean(operand.Type)
                ? operand.Expression
                : Problem(logical.Operands[i], OperandRules.NotBoolean(logical.IsAnd ? "&&" : "||", operand.Type!.Name)).Expression;
        }

        return new Bound(new LogicalExpression(logical.IsAnd, operands, logical.Position), KnownShape.Boolean);
    }

    private Bound BindSubstring(SubstringExpression substring)
    {
        var target = Bind(substring.Target);
        var start = Bind(substring.Start);
        var end = Bind(substring.End);
        if (target.Type != null && target.Type.Category != TypeCategory.String && target.Type.Category != TypeCategory.Open)
            return Problem(substring, OperandRules.NotText("substring", target.Type.Name));
        if (IsNoNumber(start.Type) || IsNoNumber(end.Type))
            return Problem(substring, OperandRules.NotWholeNumbers);

        return new Bound(new SubstringExpression(target.Expression, start.Expression, end.Expression, substring.Position), KnownShape.String);
    }

    private Bound BindPredicate(PredicateExpression predicate)
    {
        var source = Bind(predicate.Source);
        if (source.Type != null && !IsIterable(source.Type))
            return Problem(predicate, OperandRules.NotIterable(source.Type.Name));

        _iterations.Push(new Iteration(source.Type));
        var body = Bind(predicate.Predicate);
        _iterations.Pop();

        var bodyExpression = IsBoolean(body.Type)
            ? body.Expression
            : Problem(predicate.Predicate, OperandRules.NotBoolean("the predicate", body.Type!.Name)).Expression;
        return new Bound(
            new PredicateExpression(predicate.Operator, source.Expression, bodyExpression, predicate.Position),
            predicate.Operator == PredicateOperator.Filter ? null : KnownShape.Boolean);
    }

    private static bool IsNoNumber(ITypeShape? type) => type != null && type.Category != TypeCategory.Number && type.Category != TypeCategory.Open && type.Category != TypeCategory.Value;

    private static bool IsBoolean(ITypeShape? type) => type is null || type.Category == TypeCategory.Boolean || type.Category == TypeCategory.Open;

    // Other classes are left to the evaluation: the object may be of a collection type that derives from nothing we know here.
    private static bool HasLength(ITypeShape? type) => type is null || type.Category == TypeCategory.String || IsIterable(type);

    private static bool IsIterable(ITypeShape type) =>
        type.Category == TypeCategory.Open || type.Category == TypeCategory.Collection || type.Category == TypeCategory.Dictionary
        || (type.Category == TypeCategory.Class && !type.IsSealed);

    private SiteVariable? FindVariable(string name)
    {
        foreach (var variable in _variables)
        {
            if (string.Equals(variable.Name, name, StringComparison.Ordinal))
                return variable;
        }

        return null;
    }

    private Bound Problem(Expression original, string message)
    {
        var error = new LanguageError(message, original.Position, "");
        if (_silent == 0 && _problems.Count < MaxProblems)
            _problems.Add(error);
        return new Bound(new UnboundExpression(original, error), null);
    }

    private readonly struct Bound
    {
        public Bound(Expression expression, ITypeShape? type)
        {
            Expression = expression;
            Type = type;
        }

        public Expression Expression { get; }

        public ITypeShape? Type { get; }
    }

    private sealed class Iteration
    {
        public Iteration(ITypeShape? source)
        {
            if (source is null)
                return;

            IsKnownList = source.Category == TypeCategory.Collection;
            Item = IsKnownList ? source.ElementType : null;
            Key = source.Category == TypeCategory.Dictionary ? source.KeyType : null;
            Value = source.Category == TypeCategory.Dictionary ? source.ElementType : null;
        }

        public bool IsKnownList { get; }

        public ITypeShape? Item { get; }

        public ITypeShape? Key { get; }

        public ITypeShape? Value { get; }
    }
}
