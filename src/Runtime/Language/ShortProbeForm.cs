using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

/// <summary>The short form of probes that people write, see <c>docs/reference/probe-format.md</c>. Gives the same model as the wire form.</summary>
internal sealed class ShortProbeForm
{
    private static readonly string[] s_captureKeys = { "value", "depth", "items", "length", "fields" };
    private static readonly string[] s_decorationKeys = { "when", "tags" };

    private readonly JsonNode _entry;
    private readonly ProbeHeader _header;

    private ShortProbeForm(JsonNode entry, ProbeHeader header)
    {
        _entry = entry;
        _header = header;
    }

    /// <summary>True when the entry is written in this form, or at least begins to be.</summary>
    public static bool IsUsed(JsonNode entry) => entry.Find("at") is { IsNull: false };

    public static Probe Read(JsonNode entry, ProbeHeader header, ProbeType type)
    {
        var form = new ShortProbeForm(entry, header);
        switch (type)
        {
            case ProbeType.Metric: return form.ReadMetric();
            case ProbeType.Span: return form.ReadSpan();
            case ProbeType.SpanDecoration: return form.ReadDecoration();
            case ProbeType.Trigger: return form.ReadTrigger();
            default: return form.ReadLog();
        }
    }

    private LogProbe ReadLog()
    {
        var content = new LogProbeContent
        {
            Template = JsonFields.Text(_entry, "log"),
            CaptureSnapshot = JsonFields.Flag(_entry, "snapshot"),
            CaptureExpressions = ReadCaptures(),
            When = ReadExpression(_entry, "when"),
            SnapshotsPerSecond = ShortLimits.ReadRate(_entry),
            Capture = ShortLimits.ReadCapture(ShortLimits.Find(_entry)),
        };

        if (_entry.Find("log") is { Kind: JsonKind.String } log)
            content.Segments = TemplateText.Split(log.Text, TextOrigin.Of(log));
        if (content.CaptureSnapshot && content.CaptureExpressions.Count > 0)
            _header.Warnings.Add("A snapshot holds everything, so \"capture\" has no effect beside \"snapshot\".");

        ShortLimits.WarnOfIdle(_entry, _header, hasRate: true, hasCapture: content.CaptureSnapshot || content.CaptureExpressions.Count > 0);
        return new LogProbe(_header, content);
    }

    // { "first": "order.Items[0]", "items": { "value": "order.Items", "depth": 1 } }
    private List<CaptureExpression> ReadCaptures()
    {
        var captures = new List<CaptureExpression>();
        var shared = ShortLimits.ReadCapture(ShortLimits.Find(_entry));
        foreach (var property in Properties(_entry, "capture", "an object of names and expressions such as { \"first\": \"order.Items[0]\" }"))
        {
            if (property.Key.Length == 0)
                throw new LanguageException("A captured value has no name. Write { \"first\": \"order.Items[0]\" }.", property.Value.Position);

            if (property.Value.Kind == JsonKind.String)
            {
                captures.Add(new CaptureExpression(property.Key, ParseText(property.Value), shared));
                continue;
            }

            if (property.Value.Kind != JsonKind.Object)
                throw JsonFields.Wrong(property.Value, property.Key, "a text with an expression, or an object with \"value\" and limits");

            ShortKeys.WarnOfUnknown(property.Value, s_captureKeys, " of \"" + property.Key + "\"", _header.Warnings);
            var expression = ReadExpression(property.Value, "value")
                ?? throw new LanguageException("The captured value \"" + property.Key + "\" has no \"value\". Add one with an expression.", property.Value.Position);
            captures.Add(new CaptureExpression(property.Key, expression, Own(ShortLimits.ReadCapture(property.Value), shared)));
        }

        return captures;
    }

    private static CaptureSettings Own(CaptureSettings own, CaptureSettings shared) => new CaptureSettings(
        own.MaxReferenceDepth ?? shared.MaxReferenceDepth,
        own.MaxCollectionSize ?? shared.MaxCollectionSize,
        own.MaxLength ?? shared.MaxLength,
        own.MaxFieldCount ?? shared.MaxFieldCount);

    private MetricProbe ReadMetric()
    {
        ShortLimits.WarnOfIdle(_entry, _header, hasRate: false, hasCapture: false);
        var kind = ShortKeys.Has(_entry, "count") ? MetricKind.Count
            : ShortKeys.Has(_entry, "gauge") ? MetricKind.Gauge
            : ShortKeys.Has(_entry, "histogram") ? MetricKind.Histogram
            : MetricKind.Distribution;
        var value = _entry.Find("value") is { Kind: JsonKind.Number } number ? ExpressionParser.Parse(number, "", number.Position) : ReadExpression(_entry, "value");
        return MetricProbeReader.Create(_entry, _header, kind, JsonFields.Text(_entry, kind.ToString().ToLowerInvariant()), value, ReadExpression(_entry, "when"));
    }

    private SpanProbe ReadSpan()
    {
        ShortLimits.WarnOfIdle(_entry, _header, hasRate: false, hasCapture: false);
        if (!JsonFields.Flag(_entry, "span"))
            throw JsonFields.Wrong(_entry.Find("span")!, "span", "true");

        return SpanProbeReader.Create(_entry, _header, ReadExpression(_entry, "when"));
    }

    private SpanDecorationProbe ReadDecoration()
    {
        ShortLimits.WarnOfIdle(_entry, _header, hasRate: false, hasCapture: false);
        var decorate = _entry.Find("decorate")!;
        var decorations = new List<SpanDecoration>();
        if (decorate.Kind == JsonKind.Object)
        {
            decorations.Add(new SpanDecoration(ReadExpression(_entry, "when"), ReadDecorationTags(_entry, "decorate")));
        }
        else
        {
            if (decorate.Kind == JsonKind.Array && ShortKeys.Has(_entry, "when"))
                throw ShortKeys.Both(_entry, "when", "decorate", "each decoration of the list has its own condition. Write \"when\" into the decorations");

            foreach (var item in JsonFields.Items(_entry, "decorate"))
            {
                ShortKeys.WarnOfUnknown(item, s_decorationKeys, " of a decoration", _header.Warnings);
                decorations.Add(new SpanDecoration(ReadExpression(item, "when"), ReadDecorationTags(item, "tags")));
            }
        }

        return SpanDecorationProbeReader.Create(_entry, _header, ReadTarget(), decorations);
    }

    private static List<DecorationTag> ReadDecorationTags(JsonNode owner, string field)
    {
        var tags = new List<DecorationTag>();
        foreach (var property in Properties(owner, field, "an object of tags and texts such as { \"customer.tier\": \"{customer.Tier}\" }"))
        {
            if (property.Key.Length == 0 || property.Value.Kind != JsonKind.String)
                throw JsonFields.Wrong(property.Value, property.Key, "a tag with a name and a text such as \"{customer.Tier}\"");

            tags.Add(new DecorationTag(property.Key, property.Value.Text, TemplateText.Split(property.Value.Text, TextOrigin.Of(property.Value))));
        }

        return tags.Count != 0
            ? tags
            : throw new LanguageException("A decoration has no tags. Write { \"customer.tier\": \"{customer.Tier}\" }.", (owner.Find(field) ?? owner).Position);
    }

    private TargetSpan ReadTarget()
    {
        switch (JsonFields.Text(_entry, "target").ToUpperInvariant())
        {
            case "":
            case "ACTIVE": return TargetSpan.Active;
            case "ROOT": return TargetSpan.Root;
            default: throw JsonFields.Wrong(_entry.Find("target")!, "target", "\"active\" or \"root\"");
        }
    }

    private TriggerProbe ReadTrigger()
    {
        ShortLimits.WarnOfIdle(_entry, _header, hasRate: false, hasCapture: false);
        var session = JsonFields.Text(_entry, "trigger").Trim();
        if (session.Length == 0)
            throw JsonFields.Wrong(_entry.Find("trigger")!, "trigger", "the name of a session");

        var cooldown = _entry.Find("cooldown") is { IsNull: false } given ? ShortLimits.ReadDuration(given, "cooldown", mayBeZero: true) : TriggerProbe.DefaultCooldown;
        var level = JsonFields.Limit(_entry, "level") ?? 1;
        return TriggerProbeReader.Create(_entry, _header, session, level, ReadExpression(_entry, "when"), cooldown);
    }

    private static ExpressionSource? ReadExpression(JsonNode owner, string field)
    {
        var node = owner.Find(field);
        if (node is null || node.IsNull)
            return null;

        return node.Kind == JsonKind.String ? ParseText(node) : throw JsonFields.Wrong(node, field, "a text such as \"order.Total > 1000\"");
    }

    private static ExpressionSource ParseText(JsonNode node) => ExpressionText.Parse(node.Text, TextOrigin.Of(node));

    private static IReadOnlyList<KeyValuePair<string, JsonNode>> Properties(JsonNode owner, string field, string wanted)
    {
        var node = owner.Find(field);
        if (node is null || node.IsNull)
            return Array.Empty<KeyValuePair<string, JsonNode>>();

        if (node.Kind != JsonKind.Object)
            throw JsonFields.Wrong(node, field, wanted);

        if (node.Properties.Count > ProbeBounds.MaxExpressions)
            throw new LanguageException("The field \"" + field + "\" has more than " + ProbeBounds.MaxExpressions.ToString(CultureInfo.InvariantCulture) + " entries. Split it into several probes.", node.Position);

        // Of a name that is written twice the last counts, here as everywhere.
        var properties = new List<KeyValuePair<string, JsonNode>>();
        foreach (var property in node.Properties)
        {
            if (ReferenceEquals(node.Find(property.Key), property.Value))
                properties.Add(property);
        }

        return properties;
    }
}
