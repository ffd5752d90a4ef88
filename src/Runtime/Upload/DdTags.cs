using System;
using System.Collections.Generic;
using System.Text;

namespace Weaver.Upload;

/// <summary>The <c>ddtags</c> query parameter: what the agent adds to every event of a request.</summary>
internal static class DdTags
{
    /// <summary>The query with its question mark, percent-encoded; empty without tags. Tags without a value are left out; a comma within one becomes an underscore.</summary>
    public static string Query(IEnumerable<KeyValuePair<string, string?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            if (string.IsNullOrEmpty(key) || string.IsNullOrEmpty(value))
                continue;
            if (text.Length > 0)
                text.Append(',');
            text.Append(Single(key)).Append(':').Append(Single(value));
        }

        // Everything is escaped but A-Z a-z 0-9 - _ . ~ and the slash, which addresses of repositories are full of.
        return text.Length == 0 ? "" : "?ddtags=" + Uri.EscapeDataString(text.ToString()).Replace("%2F", "/", StringComparison.Ordinal);
    }

    // The agent unpacks the text and cuts it at commas, so one inside of a tag would begin another.
    private static string Single(string text) => text.Replace(',', '_');
}
