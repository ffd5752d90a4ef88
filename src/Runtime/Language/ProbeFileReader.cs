using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Reads the text of a probe file: a JSON array of probes in the wire form, the short form or both mixed.</summary>
internal static class ProbeFileReader
{
    /// <summary>Files beyond this many bytes are not worth reading; the reader's caller checks it.</summary>
    public const int MaxFileBytes = 4 * 1024 * 1024;

    private static readonly Probe[] s_noProbes = Array.Empty<Probe>();
    private static readonly ProbeError[] s_noErrors = Array.Empty<ProbeError>();
    private static readonly SkippedProbe[] s_nothingSkipped = Array.Empty<SkippedProbe>();

    /// <summary>Never throws for what the text holds.</summary>
    public static ProbeFileResult Read(string text)
    {
        JsonNode root;
        try
        {
            if (string.IsNullOrWhiteSpace(text))
                return Failed(new LanguageError("The probe file is empty. Write [] for a file without probes.", default));

            root = JsonReader.Read(text);
        }
        catch (LanguageException e)
        {
            return Failed(e.Error);
        }

        if (root.Kind != JsonKind.Array)
            return Failed(new LanguageError("The probe file must hold a JSON array of probes. Put the probes between [ and ].", root.Position));

        return ReadEntries(root);
    }

    /// <summary>Reads the text of a single probe, as remote configuration sends it; the result holds at most one entry.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">What counts as the field <c>type</c> where it is missing; null: then it must be there.</param>
    public static ProbeFileResult ReadSingle(string text, string? type = null)
    {
        try
        {
            var root = JsonReader.Read(text);
            return ReadEntries(JsonNode.OfItems(new[] { root }, root.Position), type);
        }
        catch (LanguageException e)
        {
            return Failed(e.Error);
        }
    }

    private static ProbeFileResult ReadEntries(JsonNode root, string? type = null)
    {
        var probes = new List<Probe>();
        var errors = new List<ProbeError>();
        var skipped = new List<SkippedProbe>();
        var seen = new Dictionary<string, TextPosition>(StringComparer.Ordinal);

        foreach (var entry in root.Items)
        {
            var reader = new ProbeReader(entry, type);
            if (reader.SkipReason() is string reason)
            {
                skipped.Add(new SkippedProbe(reader.Id, reason, entry.Position));
                continue;
            }

            if (reader.Id.Length > 0)
            {
                if (seen.TryGetValue(reader.Id, out var first))
                {
                    errors.Add(reader.Error(ProbeErrorCode.DuplicateId,
                        "The id \"" + reader.Id + "\" is already used by the probe at " + first + "; that one is installed. Give each probe an id of its own.", entry.Position));
                    continue;
                }

                seen.Add(reader.Id, entry.Position);
            }

            var probe = reader.Read(out var error);
            if (error != null)
                errors.Add(error);
            else if (probe != null)
                probes.Add(probe);
        }

        return new ProbeFileResult(probes, errors, skipped, null);
    }

    private static ProbeFileResult Failed(LanguageError error) => new ProbeFileResult(s_noProbes, s_noErrors, s_nothingSkipped, error);
}
