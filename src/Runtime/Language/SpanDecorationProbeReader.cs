using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Reads what only span decoration probes have, from the wire form.</summary>
internal static class SpanDecorationProbeReader
{
    public static SpanDecorationProbe Read(JsonNode entry, ProbeHeader header)
    {
        var decorations = new List<SpanDecoration>();
        foreach (var item in JsonFields.Items(entry, "decorations"))
            decorations.Add(new SpanDecoration(WireFields.Expression(item, "when"), ReadTags(item)));

        return Create(entry, header, ReadTarget(entry), decorations);
    }

    /// <summary>Checks what both forms must have.</summary>
    public static SpanDecorationProbe Create(JsonNode entry, ProbeHeader header, TargetSpan target, IReadOnlyList<SpanDecoration> decorations)
    {
        if (decorations.Count == 0)
            throw new LanguageException("The span decoration probe \"" + header.Id + "\" has no decorations. Add \"decorations\" with at least one set of tags.", (entry.Find("decorations") ?? entry).Position);

        return new SpanDecorationProbe(header, target, decorations);
    }

    private static TargetSpan ReadTarget(JsonNode entry)
    {
        var target = entry.Find("targetSpan");
        if (target is null || target.IsNull)
            return TargetSpan.Active;

        switch (target.Kind == JsonKind.String ? target.Text.ToUpperInvariant() : "")
        {
            case "ACTIVE": return TargetSpan.Active;
            case "ROOT": return TargetSpan.Root;
            default: throw new LanguageException("The field \"targetSpan\" must be \"ACTIVE\" or \"ROOT\".", target.Position);
        }
    }

    private static List<DecorationTag> ReadTags(JsonNode decoration)
    {
        var tags = new List<DecorationTag>();
        foreach (var item in JsonFields.Items(decoration, "tags"))
        {
            var name = JsonFields.Text(item, "name");
            if (name.Length == 0)
                throw new LanguageException("A tag of a decoration has no name. Add \"name\".", item.Position);

            if (!(item.Find("value") is { Kind: JsonKind.Object } value))
                throw new LanguageException("The tag \"" + name + "\" has no value. Add \"value\" with template and segments.", item.Position);

            tags.Add(new DecorationTag(name, JsonFields.Text(value, "template"), WireFields.Segments(value)));
        }

        if (tags.Count == 0)
            throw new LanguageException("One of the decorations has no tags. Add \"tags\" with at least one name and value.", decoration.Position);

        return tags;
    }
}
