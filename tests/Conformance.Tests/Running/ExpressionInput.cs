using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Weaver.Conformance.Tests.Values;
using Weaver.Language;

namespace Weaver.Conformance.Tests.Running;

/// <summary>The expressions of a case, parsed.</summary>
internal sealed class ExpressionInput
{
    private ExpressionInput(IReadOnlyList<TemplateSegment> segments) => Segments = segments;

    /// <summary>The pieces of the message; of any other mode the expression alone.</summary>
    public IReadOnlyList<TemplateSegment> Segments { get; }

    public ExpressionSource? Condition { get; private init; }

    public ExpressionSource? Metric { get; private init; }

    public IReadOnlyList<ExpressionSource> Captures { get; private init; } = [];

    /// <summary>There is no expression.</summary>
    public bool IsNone { get; private init; }

    /// <summary>Why one of them does not parse.</summary>
    public string? ParseError => All().FirstOrDefault(s => s.Error is not null)?.Error!.Message;

    public ExpressionSource Single => Segments.Single().Expression!;

    public static ExpressionInput Read(VectorCase vector, Placeholders placeholders)
    {
        var json = vector.Json.GetProperty("expr");
        if (vector.Kind == "evaluationPlan")
        {
            json.AllowKeys("the plan", ["condition", "templates", "metric", "captures"]);
            return new ExpressionInput([.. json.Items("templates").Select(t => TemplateSegment.Value(Parse(t, placeholders)))])
            {
                Condition = json.Find("condition") is { } condition ? Parse(condition, placeholders) : null,
                Metric = json.Find("metric") is { } metric ? Parse(metric, placeholders) : null,
                Captures = [.. json.Items("captures").Select(c => Parse(c, placeholders))],
            };
        }

        if (json.IsNull())
            return new ExpressionInput(vector.Kind == "template" ? [] : [TemplateSegment.Value(Parse(json, placeholders))]) { IsNone = true };

        if (vector.Kind == "template" && json.Find("segments") is not null)
            return new ExpressionInput([.. json.Items("segments").Select(s => Segment(s, placeholders))]);

        return new ExpressionInput([TemplateSegment.Value(Parse(json, placeholders))]);
    }

    /// <summary>The same, printed as text and read back; null when there is nothing that parses.</summary>
    public ExpressionInput? AsText()
    {
        if (ParseError is not null || !All().Any())
            return null;

        return new ExpressionInput([.. Segments.Select(s => s.Expression is null ? s : TemplateSegment.Value(Again(s.Expression)))])
        {
            Condition = Condition is null ? null : Again(Condition),
            Metric = Metric is null ? null : Again(Metric),
            Captures = [.. Captures.Select(Again)],
            IsNone = IsNone,
        };
    }

    public override string ToString() => string.Join(" ", All().Select(s => s.Text));

    private static ExpressionSource Again(ExpressionSource source) => ExpressionText.Parse(source.Expression!.ToString());

    private static TemplateSegment Segment(JsonElement json, Placeholders placeholders)
    {
        json.AllowKeys("a segment", ["str", "dsl", "json"]);
        return json.Text("str") is { } text ? TemplateSegment.Literal(text) : TemplateSegment.Value(Parse(json.GetProperty("json"), placeholders));
    }

    // A text that begins so is no JSON at all.
    private static ExpressionSource Parse(JsonElement json, Placeholders placeholders)
    {
        var text = json.ValueKind == JsonValueKind.String && json.GetString()!.StartsWith("<malformed", StringComparison.Ordinal)
            ? json.GetString()!
            : FillIn(json, placeholders);
        try
        {
            return ExpressionParser.Parse(JsonReader.Read(text), "", default);
        }
        catch (LanguageException e)
        {
            return new ExpressionSource(text, null, e.Error);
        }
    }

    private static string FillIn(JsonElement json, Placeholders placeholders) => json.ValueKind switch
    {
        JsonValueKind.String => JsonSerializer.Serialize(placeholders.Fill(json.GetString()!)),
        JsonValueKind.Array => "[" + string.Join(",", json.EnumerateArray().Select(i => FillIn(i, placeholders))) + "]",
        JsonValueKind.Object => "{" + string.Join(",", json.EnumerateObject().Select(m => JsonSerializer.Serialize(m.Name) + ":" + FillIn(m.Value, placeholders))) + "}",
        _ => json.GetRawText(),
    };

    private IEnumerable<ExpressionSource> All()
    {
        if (Condition is not null)
            yield return Condition;
        foreach (var segment in Segments)
        {
            if (segment.Expression is { } expression)
                yield return expression;
        }

        if (Metric is not null)
            yield return Metric;
        foreach (var capture in Captures)
            yield return capture;
    }
}
