using System;
using System.Collections.Generic;
using Weaver.Language;
using Weaver.Redaction;
using Weaver.Common;

namespace Weaver.Expressions;

/// <summary>A message bound to a site. Immutable and safe for any number of threads.</summary>
internal sealed class Template
{
    private readonly Piece[] _pieces;

    private Template(Piece[] pieces, IReadOnlyList<LanguageError> problems)
    {
        _pieces = pieces;
        Problems = problems;
    }

    /// <summary>What does not bind, for the message of the probe's status; empty when all does.</summary>
    public IReadOnlyList<LanguageError> Problems { get; }

    /// <summary>Binds the segments of a message. Each must parse.</summary>
    public static Template Create(IReadOnlyList<TemplateSegment> segments, IReadOnlyList<SiteVariable> variables, ITypeModel? types, RedactionRules rules)
    {
        var pieces = new Piece[segments.Count];
        var problems = new List<LanguageError>();
        for (var i = 0; i < pieces.Length; i++)
        {
            var expression = segments[i].Expression is { } source ? PreparedExpression.Create(source, variables, types, rules) : null;
            pieces[i] = new Piece(segments[i].Text, expression);
            if (expression is not null)
                problems.AddRange(expression.Problems);
        }

        return new Template(pieces, problems);
    }

    /// <summary>Writes the message.</summary>
    /// <param name="scope">The variables.</param>
    /// <param name="budget">The time of the hit; once it is used up the rest of the expressions is left out, with one error for all.</param>
    /// <param name="output">Where to write; not cleared.</param>
    /// <param name="errors">Created when there is the first error.</param>
    public void Render<TScope>(in TScope scope, ref EvaluationBudget budget, TextBuffer output, ref List<EvaluationError>? errors)
        where TScope : IEvaluationScope, allows ref struct
    {
        foreach (var piece in _pieces)
        {
            if (piece.Expression is null)
                output.Append(piece.Text);
            else if (!budget.IsExhausted)
                RenderValue(piece.Expression, scope, ref budget, output, ref errors);
        }
    }

    private static void RenderValue<TScope>(PreparedExpression expression, in TScope scope, ref EvaluationBudget budget, TextBuffer output, ref List<EvaluationError>? errors)
        where TScope : IEvaluationScope, allows ref struct
    {
        var result = Evaluator.Evaluate(expression, scope, ref budget);
        if (result.Error is not null)
            (errors ??= []).Add(result.Error);

        if (result.IsFailed)
        {
            output.Append(result.Error!.Kind switch
            {
                EvaluationErrorKind.Unbound => "UndefinedValue",
                EvaluationErrorKind.Redacted => RedactedReasonNames.MessageText,
                _ => "",
            });
            return;
        }

        try
        {
            ValueText.Write(result.Value, expression.Rules, output);
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            // A collection that another thread changes while its first elements are read.
            (errors ??= []).Add(new EvaluationError(EvaluationErrorKind.Runtime, expression.Text, "The value could not be written: " + e.GetType().Name + "."));
        }
    }

    private readonly record struct Piece(string Text, PreparedExpression? Expression);
}
