using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Expressions;

/// <summary>An expression bound to a site, ready to be evaluated. Immutable and safe for any number of threads.</summary>
internal sealed class PreparedExpression
{
    private PreparedExpression(string text, Expression root, IReadOnlyList<LanguageError> problems, RedactionRules rules)
    {
        Text = text;
        Root = root;
        Problems = problems;
        Rules = rules;
    }

    /// <summary>The expression as its author wrote it.</summary>
    public string Text { get; }

    public Expression Root { get; }

    /// <summary>What does not bind, for the message of the probe's status; empty when all does.</summary>
    public IReadOnlyList<LanguageError> Problems { get; }

    public RedactionRules Rules { get; }

    /// <summary>Binds a parsed expression to the variables of a site.</summary>
    /// <exception cref="ArgumentException">The expression did not parse.</exception>
    public static PreparedExpression Create(ExpressionSource source, IReadOnlyList<SiteVariable> variables, ITypeModel? types, RedactionRules rules)
    {
        if (source.Expression is null)
            throw new ArgumentException("The expression \"" + source.Text + "\" did not parse, so that it cannot be prepared.", nameof(source));

        if (rules.HasTypes)
            variables = [.. variables.Select(v => rules.IsRedactedTypeName(v.TypeName) ? v.WithHiddenType() : v)];

        var bound = ExpressionBinder.Bind(source.Expression, variables, types, rules.IsRedactedName);
        return new PreparedExpression(source.Text, bound.Expression, bound.Problems, rules);
    }
}
