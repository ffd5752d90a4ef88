namespace Weaver.Language;

/// <summary>Reads what only span probes have, from the wire form.</summary>
internal static class SpanProbeReader
{
    public static SpanProbe Read(JsonNode entry, ProbeHeader header) => Create(entry, header, WireFields.Expression(entry, "when"));

    /// <summary>Checks what holds in both forms.</summary>
    public static SpanProbe Create(JsonNode entry, ProbeHeader header, ExpressionSource? when)
    {
        if (header.Location.IsLine)
        {
            throw new LanguageException(
                "The span probe \"" + header.Id + "\" stands at a line, but a span is around a whole call. Give it typeName and methodName.",
                (entry.Find("where") ?? entry.Find("at") ?? entry).Position);
        }

        return new SpanProbe(header, when);
    }
}
