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

/// <summary>A name that may not be read. Evaluating it gives no value and an error of its own kind. Stands only in bound trees.</summary>
internal sealed class RedactedExpression : Expression
{
    public RedactedExpression(Expression original, string name)
        : base(original.Position, original.Depth - 1)
    {
        Original = original;
        Name = name;
    }

    public Expression Original { get; }

    public string Name { get; }
}
