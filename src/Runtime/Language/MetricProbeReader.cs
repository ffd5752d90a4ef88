namespace Weaver.Language;

/// <summary>Reads what only metric probes have, from the wire form.</summary>
internal static class MetricProbeReader
{
    public static MetricProbe Read(JsonNode entry, ProbeHeader header) =>
        Create(entry, header, ReadKind(entry), JsonFields.Text(entry, "metricName"), WireFields.Expression(entry, "value"), WireFields.Expression(entry, "when"));

    /// <summary>Checks what both forms must have.</summary>
    public static MetricProbe Create(JsonNode entry, ProbeHeader header, MetricKind kind, string name, ExpressionSource? value, ExpressionSource? when)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new LanguageException("The metric probe \"" + header.Id + "\" has no name for its metric. Add \"metricName\" with a text such as \"orders.items\".", entry.Position);

        if (value is null && kind != MetricKind.Count)
            header.Warnings.Add("The metric has no value, and only a COUNT counts 1 for each hit; every hit is an evaluation error. Add \"value\".");

        return new MetricProbe(header, kind, name.Trim(), value, when);
    }

    private static MetricKind ReadKind(JsonNode entry)
    {
        var kind = entry.Find("kind");
        switch (kind is { Kind: JsonKind.String } ? kind.Text.ToUpperInvariant() : "")
        {
            case "COUNT": return MetricKind.Count;
            case "GAUGE": return MetricKind.Gauge;
            case "HISTOGRAM": return MetricKind.Histogram;
            case "DISTRIBUTION": return MetricKind.Distribution;
            default: throw new LanguageException("The field \"kind\" of a metric probe must be \"COUNT\", \"GAUGE\", \"HISTOGRAM\" or \"DISTRIBUTION\".", (kind ?? entry).Position);
        }
    }
}
