using System;
using System.Collections.Generic;
using Weaver.Language;

namespace Weaver.Signals;

/// <summary>The tags of a probe as keys and values.</summary>
internal static class ProbeTags
{
    /// <summary>The probe's own tags in their order, then its id under each of the given names.</summary>
    public static KeyValuePair<string, object?>[] Of(Probe probe, params ReadOnlySpan<string> idNames)
    {
        var tags = new List<KeyValuePair<string, object?>>();
        foreach (var tag in probe.Tags)
        {
            // Only the first colon separates; a tag without one is a name alone.
            var colon = tag.IndexOf(':', StringComparison.Ordinal);
            tags.Add(colon < 0 ? new(tag, "") : new(tag[..colon], tag[(colon + 1)..]));
        }

        foreach (var name in idNames)
            tags.Add(new(name, probe.Id));

        return [.. tags];
    }
}
