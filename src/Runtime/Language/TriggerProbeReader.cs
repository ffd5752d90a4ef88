using System;
using System.Globalization;

namespace Weaver.Language;

/// <summary>Reads what only trigger probes have, from the wire form.</summary>
internal static class TriggerProbeReader
{
    // Longer than any process lives, and far from the end of what a duration can hold.
    private const double MostCooldownSeconds = 100 * 365 * 86_400.0;

    public static TriggerProbe Read(JsonNode entry, ProbeHeader header)
    {
        var cooldown = TriggerProbe.DefaultCooldown;
        if (entry.Find("sampling") is { Kind: JsonKind.Object } sampling && JsonFields.Rate(sampling, "cooldownInSeconds") is double seconds)
            cooldown = TimeSpan.FromSeconds(Math.Min(seconds, MostCooldownSeconds));

        return Create(entry, header, ReadSession(entry, header), ReadLevel(entry), WireFields.Expression(entry, "when"), cooldown);
    }

    /// <summary>Checks what both forms must have.</summary>
    public static TriggerProbe Create(JsonNode entry, ProbeHeader header, string session, int level, ExpressionSource? when, TimeSpan cooldown)
    {
        // What the tag of a trace puts between sessions and before their level, and what separates entries of baggage.
        if (session.IndexOf('.') >= 0 || session.IndexOf(':') >= 0 || session.IndexOf(',') >= 0)
            throw new LanguageException("The session \"" + session + "\" of probe \"" + header.Id + "\" must have no '.', ':' or ',' in its name.", (entry.Find("session_id") ?? entry).Position);

        return new TriggerProbe(header, session, level, when, cooldown);
    }

    private static string ReadSession(JsonNode entry, ProbeHeader header)
    {
        var session = JsonFields.Text(entry, "session_id").Trim();
        return session.Length != 0
            ? session
            : throw new LanguageException("The trigger probe \"" + header.Id + "\" names no session. Add \"session_id\".", (entry.Find("session_id") ?? entry).Position);
    }

    private static int ReadLevel(JsonNode entry)
    {
        var level = entry.Find("level");
        var text = level is { Kind: JsonKind.Number } || level is { Kind: JsonKind.String } ? level.Text.Trim() : "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new LanguageException("The field \"level\" of a trigger probe must be a whole number from 0; 1 is the usual one.", (level ?? entry).Position);
    }
}
