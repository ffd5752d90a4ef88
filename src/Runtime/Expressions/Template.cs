using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
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
            pieces[i] = new Piece(segments[i].Text, expression, expression is null ? null : QuickSource.TryCreate(expression.Root, rules, hasEnums: false));
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

    /// <inheritdoc cref="Render{TScope}"/>
    /// <remarks>Numbers and texts are written from where they lie; everything else is evaluated.</remarks>
    public void Render(in FrameScope scope, ref EvaluationBudget budget, TextBuffer output, ref List<EvaluationError>? errors)
    {
        foreach (var piece in _pieces)
        {
            if (piece.Expression is null)
                output.Append(piece.Text);
            else if (!budget.IsExhausted && !(piece.Source is { } source && TryWrite(source, in scope, output)))
                RenderValue(piece.Expression, scope, ref budget, output, ref errors);
        }
    }

    private static bool TryWrite(QuickSource source, in FrameScope scope, TextBuffer output)
    {
        ref var at = ref source.Find(scope.View, scope.HasReturned, out var kind);
        switch (kind)
        {
            case QuickKind.Int32: output.Append(Unsafe.As<byte, int>(ref at)); return true;
            case QuickKind.Int64: output.Append(Unsafe.As<byte, long>(ref at)); return true;
            case QuickKind.Boolean: output.Append(at != 0 ? "True" : "False"); return true;
            case QuickKind.Double: output.Append(Unsafe.As<byte, double>(ref at)); return true;
            case QuickKind.Reference when Unsafe.As<byte, object?>(ref at) is string text: output.Append(text); return true;
            default: return false;
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

        if (BagSize.IsTooLarge(result.Value.Reference) && !expression.Rules.IsRedactedType(result.Value.Reference!.GetType()))
        {
            var refusal = CollectionOperators.TooLarge("The value could not be written");
            (errors ??= []).Add(new EvaluationError(refusal.Kind, expression.Text, refusal.Message));
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

    private readonly record struct Piece(string Text, PreparedExpression? Expression, QuickSource? Source);
}
