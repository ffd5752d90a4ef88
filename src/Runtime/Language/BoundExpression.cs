namespace Weaver.Language;

/// <summary>A name that the binder found among the variables of a site. Stands only in bound trees.</summary>
internal sealed class VariableExpression : Expression
{
    public VariableExpression(SiteVariable variable, TextPosition position)
        : base(position, 0) => Variable = variable;

    public SiteVariable Variable { get; }
}

internal enum IterationPart
{
    Item,
    Key,
    Value,
}

/// <summary><c>@it</c>, <c>@key</c> or <c>@value</c> of the innermost predicate. Stands only in bound trees.</summary>
internal sealed class IterationExpression : Expression
{
    public IterationExpression(IterationPart part, TextPosition position)
        : base(position, 0) => Part = part;

    public IterationPart Part { get; }
}

/// <summary>A part that does not fit the site. Evaluating it gives the error it carries. Stands only in bound trees.</summary>
internal sealed class UnboundExpression : Expression
{
    public UnboundExpression(Expression original, LanguageError error)
        : base(original.Position, original.Depth - 1)
    {
        Original = original;
        Error = error;
    }

    public Expression Original { get; }

    public LanguageError Error { get; }
}
