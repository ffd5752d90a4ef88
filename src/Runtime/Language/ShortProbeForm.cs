using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

/// <summary>The short form of probes that people write: <c>id, at, when, log, snapshot, limits</c>. Gives the same model.</summary>
internal static class ShortProbeForm
{
    private static readonly string[] s_metricKeys = { "count", "gauge", "histogram", "distribution" };

    public static ProbeType TypeOf(JsonNode entry)
    {
        foreach (var key in s_metricKeys)
        {
            if (entry.Find(key) != null)
                return ProbeType.Metric;
        }

        return entry.Find("span") != null ? ProbeType.Span : ProbeType.Log;
    }

    public static void ReadHeader(JsonNode entry, ProbeHeader header)
    {
        var at = entry.Find("at")!;
        if (at.Kind != JsonKind.String || at.Text.Trim().Length == 0)
            throw JsonFields.Wrong(at, "at", "a text such as \"Shop.OrderService.Place\" or \"src/OrderService.cs:71\"");

        header.Location = PlaceText.Read(at, header.Warnings);
        if (!(entry.Find("limits") is { Kind: JsonKind.Object } limits))
            return;

        header.MaxHits = JsonFields.Limit(limits, "hits");
        if (limits.Find("expires") is { IsNull: false } expires)
            header.Lifetime = ReadDuration(expires);
    }

    public static LogProbeContent ReadLog(JsonNode entry)
    {
        var content = new LogProbeContent
        {
            Template = JsonFields.Text(entry, "log"),
            CaptureSnapshot = JsonFields.Flag(entry, "snapshot"),
        };

        if (entry.Find("log") is { Kind: JsonKind.String } log)
            content.Segments = TemplateText.Split(log.Text, TextOrigin.Of(log));

        if (entry.Find("when") is { IsNull: false } when)
        {
            if (when.Kind != JsonKind.String)
                throw JsonFields.Wrong(when, "when", "a text such as \"order.Total > 1000\"");
            content.When = ExpressionText.Parse(when.Text, TextOrigin.Of(when));
        }

        if (entry.Find("limits") is { Kind: JsonKind.Object } limits)
        {
            content.SnapshotsPerSecond = JsonFields.Rate(limits, "perSecond");
            content.Capture = new CaptureSettings(
                JsonFields.Limit(limits, "depth"),
                JsonFields.Limit(limits, "items"),
                JsonFields.Limit(limits, "length"),
                JsonFields.Limit(limits, "fields"));
        }

        return content;
    }

    private static TimeSpan ReadDuration(JsonNode node)
    {
        var text = node.Kind == JsonKind.String ? node.Text.Trim() : "";
        if (text.Length > 1
            && double.TryParse(text.Substring(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount > 0
            && amount < 100_000)
        {
            switch (text[text.Length - 1])
            {
                case 's': return TimeSpan.FromSeconds(amount);
                case 'm': return TimeSpan.FromMinutes(amount);
                case 'h': return TimeSpan.FromHours(amount);
                case 'd': return TimeSpan.FromDays(amount);
            }
        }

        throw JsonFields.Wrong(node, "expires", "a duration such as \"90s\", \"15m\", \"2h\" or \"1d\"");
    }
}
