using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

/// <summary>Reads <c>limits</c> of the short form, and its durations.</summary>
internal static class ShortLimits
{
    private const double SecondsOfMinute = 60;

    private static readonly string[] s_keys = { "perSecond", "perMinute", "hits", "expires", "depth", "items", "length", "fields" };
    private static readonly string[] s_rateKeys = { "perSecond", "perMinute" };
    private static readonly string[] s_captureKeys = { "depth", "items", "length", "fields" };

    /// <summary>Reads what every kind of probe has: hits and expiry.</summary>
    public static void ReadHeader(JsonNode entry, ProbeHeader header)
    {
        if (!(Find(entry) is JsonNode limits))
            return;

        ShortKeys.WarnOfUnknown(limits, s_keys, " of \"limits\"", header.Warnings);
        header.MaxHits = JsonFields.Limit(limits, "hits");
        if (header.MaxHits == 0)
            throw JsonFields.Wrong(limits.Find("hits")!, "hits", "a whole number from 1");
        if (limits.Find("expires") is { IsNull: false } expires)
            header.Lifetime = ReadDuration(expires, "expires");
    }

    /// <summary>Events a second; null when the entry does not say.</summary>
    public static double? ReadRate(JsonNode entry)
    {
        if (!(Find(entry) is JsonNode limits))
            return null;

        var perSecond = JsonFields.Rate(limits, "perSecond");
        var perMinute = JsonFields.Rate(limits, "perMinute");
        if (perSecond != null && perMinute != null)
            throw ShortKeys.Both(limits, "perSecond", "perMinute", "a probe has one rate. Remove one of them");

        return perSecond ?? perMinute / SecondsOfMinute;
    }

    public static CaptureSettings ReadCapture(JsonNode? limits) => limits is null
        ? CaptureSettings.Default
        : new CaptureSettings(
            JsonFields.Limit(limits, "depth"),
            JsonFields.Limit(limits, "items"),
            JsonFields.Limit(limits, "length"),
            JsonFields.Limit(limits, "fields"));

    /// <summary>The object, or null when there is none.</summary>
    public static JsonNode? Find(JsonNode entry)
    {
        var limits = entry.Find("limits");
        if (limits is null || limits.IsNull)
            return null;

        return limits.Kind == JsonKind.Object ? limits : throw JsonFields.Wrong(limits, "limits", "an object such as { \"perSecond\": 1, \"hits\": 500, \"expires\": \"2h\" }");
    }

    /// <summary>Adds a warning for limits that this kind of probe does not have.</summary>
    public static void WarnOfIdle(JsonNode entry, ProbeHeader header, bool hasRate, bool hasCapture)
    {
        if (!(Find(entry) is JsonNode limits))
            return;

        Warn(limits, hasRate ? Array.Empty<string>() : s_rateKeys, "Only probes with \"log\", \"snapshot\" or \"capture\" have a rate.", header);
        Warn(limits, hasCapture ? Array.Empty<string>() : s_captureKeys, "Only probes with \"snapshot\" or \"capture\" show values.", header);
    }

    /// <summary>A time such as <c>500ms</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c> or <c>1h30m</c>.</summary>
    public static TimeSpan ReadDuration(JsonNode node, string name, bool mayBeZero = false)
    {
        var text = node.Kind == JsonKind.String ? node.Text.Trim() : "";
        var seconds = 0.0;
        var index = 0;
        while (index < text.Length)
        {
            var start = index;
            while (index < text.Length && (char.IsDigit(text[index]) || text[index] == '.'))
                index++;

            var unitStart = index;
            while (index < text.Length && char.IsLetter(text[index]))
                index++;

            var unit = UnitOf(text.Substring(unitStart, index - unitStart));
            if (unit == 0 || !double.TryParse(text.Substring(start, unitStart - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                seconds = double.NaN;
                break;
            }

            seconds += amount * unit;
        }

        // A hundred years are more than any process lives.
        var isUsable = text.Length != 0 && seconds <= 100.0 * 365 * 86_400 && (seconds > 0 || (mayBeZero && seconds == 0));
        return isUsable ? TimeSpan.FromSeconds(seconds) : throw JsonFields.Wrong(node, name, "a duration such as \"90s\", \"15m\", \"2h\", \"1d\" or \"1h30m\"");
    }

    private static double UnitOf(string unit)
    {
        switch (unit)
        {
            case "ms": return 0.001;
            case "s": return 1;
            case "m": return SecondsOfMinute;
            case "h": return 3600;
            case "d": return 86_400;
            default: return 0;
        }
    }

    private static void Warn(JsonNode limits, IReadOnlyList<string> keys, string why, ProbeHeader header)
    {
        foreach (var key in keys)
        {
            if (ShortKeys.Has(limits, key))
                header.Warnings.Add("The limit \"" + key + "\" has no effect here. " + why);
        }
    }
}
