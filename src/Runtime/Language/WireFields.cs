using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Fields that several kinds of probes share in the wire form.</summary>
internal static class WireFields
{
    /// <summary>An object with dsl and json; null when missing.</summary>
    public static ExpressionSource? Expression(JsonNode owner, string field)
    {
        var node = owner.Find(field);
        if (node is null || node.IsNull)
            return null;

        if (node.Kind != JsonKind.Object)
            throw new LanguageException("The field \"" + field + "\" must be an object with dsl and json.", node.Position);

        return Expression(node);
    }

    /// <summary>The pieces of a text; none when missing.</summary>
    public static IReadOnlyList<TemplateSegment> Segments(JsonNode owner)
    {
        var segments = new List<TemplateSegment>();
        foreach (var item in JsonFields.Items(owner, "segments"))
        {
            // A literal text wins over an expression beside it.
            if (item.Find("str") is { Kind: JsonKind.String } literal)
                segments.Add(TemplateSegment.Literal(literal.Text));
            else if (item.Find("json") != null)
                segments.Add(TemplateSegment.Value(Expression(item)));
            else
                throw new LanguageException("A segment must have \"str\" with a text, or \"dsl\" and \"json\" with an expression.", item.Position);
        }

        return segments;
    }

    private static ExpressionSource Expression(JsonNode node) => ExpressionParser.Parse(node.Find("json"), JsonFields.Text(node, "dsl"), node.Position);
}
