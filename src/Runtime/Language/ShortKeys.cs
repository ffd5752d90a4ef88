using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>The keys of the short form: which kind of probe each one makes, and which keys do not go together.</summary>
internal static class ShortKeys
{
    // Keys that make the kind of a probe, and those that only such a probe has.
    private static readonly KeyValuePair<string, ProbeType>[] s_kinds =
    {
        Pair("log", ProbeType.Log), Pair("snapshot", ProbeType.Log), Pair("capture", ProbeType.Log),
        Pair("count", ProbeType.Metric), Pair("gauge", ProbeType.Metric), Pair("histogram", ProbeType.Metric), Pair("distribution", ProbeType.Metric),
        Pair("span", ProbeType.Span), Pair("decorate", ProbeType.SpanDecoration), Pair("trigger", ProbeType.Trigger),
    };

    private static readonly KeyValuePair<string, ProbeType>[] s_companions =
    {
        Pair("value", ProbeType.Metric), Pair("target", ProbeType.SpanDecoration), Pair("level", ProbeType.Trigger), Pair("cooldown", ProbeType.Trigger),
    };

    private static readonly string[] s_common =
    {
        "id", "at", "when", "on", "evaluateAt", "tags", "session", "version", "language", "limits", "code", "type", "note",
    };

    // What the wire form has instead.
    private static readonly KeyValuePair<string, string>[] s_wireKeys =
    {
        new KeyValuePair<string, string>("where", "at"), new KeyValuePair<string, string>("template", "log"),
        new KeyValuePair<string, string>("segments", "log"), new KeyValuePair<string, string>("captureSnapshot", "snapshot"),
        new KeyValuePair<string, string>("captureExpressions", "capture"), new KeyValuePair<string, string>("sampling", "limits"),
        new KeyValuePair<string, string>("kind", "count"), new KeyValuePair<string, string>("metricName", "count"),
        new KeyValuePair<string, string>("targetSpan", "target"), new KeyValuePair<string, string>("decorations", "decorate"),
        new KeyValuePair<string, string>("session_id", "trigger"),
    };

    /// <summary>True when the key is there and says something: neither null nor false.</summary>
    public static bool Has(JsonNode entry, string key) => entry.Find(key) is JsonNode value && !value.IsNull && value.Kind != JsonKind.False;

    /// <summary>The kind of probe that an entry in the short form asks for.</summary>
    /// <exception cref="LanguageException">Two keys ask for two kinds, or keys of both forms stand together.</exception>
    public static ProbeType TypeOf(JsonNode entry)
    {
        RefuseWireKeys(entry);
        string? first = null;
        var type = ProbeType.Log;
        foreach (var pair in s_kinds)
        {
            if (!Has(entry, pair.Key))
                continue;

            if (first != null && (pair.Value != type || type == ProbeType.Metric))
                throw Both(entry, first, pair.Key, "each asks for a probe of its own. Write two probes, each with one of them");

            first = pair.Key;
            type = pair.Value;
        }

        foreach (var pair in s_companions)
        {
            if (Has(entry, pair.Key) && pair.Value != type)
                throw new LanguageException("The key \"" + pair.Key + "\" belongs to a probe with " + KeysOf(pair.Value) + ", and this probe has "
                    + (first is null ? "none" : "\"" + first + "\"") + ". Remove it, or add what it belongs to.", entry.Find(pair.Key)!.Position);
        }

        return type;
    }

    /// <summary>Every key that a probe may have.</summary>
    public static IReadOnlyList<string> All()
    {
        var keys = new List<string>(s_common);
        foreach (var pair in s_kinds)
            keys.Add(pair.Key);
        foreach (var pair in s_companions)
            keys.Add(pair.Key);
        return keys;
    }

    /// <summary>Adds a warning for each key that means nothing.</summary>
    public static void WarnOfUnknown(JsonNode entry, List<string> warnings) => WarnOfUnknown(entry, All(), "", warnings);

    /// <summary>Adds a warning for each key of an object that is not in the list.</summary>
    public static void WarnOfUnknown(JsonNode owner, IReadOnlyList<string> known, string where, List<string> warnings)
    {
        foreach (var property in owner.Properties)
        {
            var isKnown = property.Key.StartsWith("$", StringComparison.Ordinal);
            foreach (var key in known)
                isKnown |= string.Equals(key, property.Key, StringComparison.Ordinal);

            if (!isKnown && warnings.Count < 8)
                warnings.Add("The key \"" + LanguageError.Shorten(property.Key, 64) + "\"" + where + " is unknown and has no effect. " + Suggestion.DidYouMean(property.Key, known));
        }
    }

    /// <summary>The complaint that two keys stand together.</summary>
    public static LanguageException Both(JsonNode entry, string first, string second, string trouble) =>
        new LanguageException("Both \"" + first + "\" and \"" + second + "\" are given, and " + trouble + ".", (entry.Find(second) ?? entry).Position);

    private static void RefuseWireKeys(JsonNode entry)
    {
        foreach (var pair in s_wireKeys)
        {
            if (entry.Find(pair.Key) is { IsNull: false })
            {
                throw Both(entry, "at", pair.Key, pair.Key == "where"
                    ? "a probe has one place. Keep \"at\" for the short form or \"where\" for the wire form"
                    : "the first belongs to the short form, the second to the wire form. In the short form write \"" + pair.Value + "\"");
            }
        }
    }

    private static string KeysOf(ProbeType type)
    {
        var text = "";
        foreach (var pair in s_kinds)
        {
            if (pair.Value == type)
                text += (text.Length == 0 ? "\"" : " or \"") + pair.Key + "\"";
        }

        return text;
    }

    private static KeyValuePair<string, ProbeType> Pair(string key, ProbeType type) => new KeyValuePair<string, ProbeType>(key, type);
}
