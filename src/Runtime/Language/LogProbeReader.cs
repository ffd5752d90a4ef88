using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Reads what only log probes have, from the wire form.</summary>
internal static class LogProbeReader
{
    public static LogProbe Read(JsonNode entry, ProbeHeader header)
    {
        var content = new LogProbeContent
        {
            Template = JsonFields.Text(entry, "template"),
            When = WireFields.Expression(entry, "when"),
            CaptureSnapshot = JsonFields.Flag(entry, "captureSnapshot"),
            Capture = ReadCapture(entry),
            Segments = WireFields.Segments(entry),
            CaptureExpressions = ReadCaptureExpressions(entry),
        };

        if (entry.Find("sampling") is { Kind: JsonKind.Object } sampling)
            content.SnapshotsPerSecond = JsonFields.Rate(sampling, "snapshotsPerSecond");

        return new LogProbe(header, content);
    }

    private static List<CaptureExpression> ReadCaptureExpressions(JsonNode entry)
    {
        var captures = new List<CaptureExpression>();
        foreach (var item in JsonFields.Items(entry, "captureExpressions"))
        {
            var name = JsonFields.Text(item, "name");
            if (name.Length == 0)
                continue;

            var expression = WireFields.Expression(item, "expr")
                ?? throw new LanguageException("The capture expression \"" + name + "\" has no \"expr\". Add one with dsl and json.", item.Position);
            captures.Add(new CaptureExpression(name, expression, ReadCapture(item)));
        }

        return captures;
    }

    private static CaptureSettings ReadCapture(JsonNode owner)
    {
        if (!(owner.Find("capture") is { Kind: JsonKind.Object } capture))
            return CaptureSettings.Default;

        return new CaptureSettings(
            JsonFields.Limit(capture, "maxReferenceDepth"),
            JsonFields.Limit(capture, "maxCollectionSize"),
            JsonFields.Limit(capture, "maxLength"),
            JsonFields.Limit(capture, "maxFieldCount"));
    }
}
