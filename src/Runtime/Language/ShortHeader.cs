using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>The fields that every kind of probe has, as the short form spells them.</summary>
internal static class ShortHeader
{
    private const string SessionTag = "session_id";

    /// <summary>Reads them; id, version and language are the same in both forms.</summary>
    public static void Read(JsonNode entry, ProbeHeader header)
    {
        header.Location = PlaceText.Read(entry.Find("at")!, header.Warnings);
        header.Tags = ReadTags(entry);
        ReadOn(entry, header);
        ShortLimits.ReadHeader(entry, header);
        ShortKeys.WarnOfUnknown(entry, header.Warnings);
    }

    // An array of "key:value", or an object; the session is a tag as well.
    private static List<string> ReadTags(JsonNode entry)
    {
        var tags = new List<string>();
        if (entry.Find("tags") is { Kind: JsonKind.Object } pairs)
        {
            foreach (var pair in pairs.Properties)
                tags.Add(pair.Key + ":" + (pair.Value.Kind == JsonKind.String || pair.Value.Kind == JsonKind.Number ? pair.Value.Text : throw JsonFields.Wrong(pair.Value, pair.Key, "a text")));
        }
        else
        {
            tags.AddRange(JsonFields.Texts(entry, "tags"));
        }

        var session = JsonFields.Text(entry, "session").Trim();
        if (session.Length == 0)
            return tags;

        if (tags.Exists(tag => tag.StartsWith(SessionTag + ":", StringComparison.Ordinal)))
            throw ShortKeys.Both(entry, "tags", "session", "both name a session. Remove the tag session_id");

        tags.Add(SessionTag + ":" + session);
        return tags;
    }

    private static void ReadOn(JsonNode entry, ProbeHeader header)
    {
        var on = JsonFields.Text(entry, "on");
        if (on.Length != 0)
        {
            if (ShortKeys.Has(entry, "evaluateAt"))
                throw ShortKeys.Both(entry, "on", "evaluateAt", "they say the same. Remove one of them");

            switch (on.ToUpperInvariant())
            {
                case "ENTRY": header.EvaluateAt = EvaluateAt.Entry; break;
                case "EXIT": header.EvaluateAt = EvaluateAt.Exit; break;
                default: throw JsonFields.Wrong(entry.Find("on")!, "on", "\"entry\" or \"exit\"");
            }
        }

        if (header.EvaluateAt != EvaluateAt.Default && header.Location.IsLine)
            header.Warnings.Add("The probe stands at a line, so that \"" + (on.Length != 0 ? "on" : "evaluateAt") + "\" has no effect.");
    }
}
