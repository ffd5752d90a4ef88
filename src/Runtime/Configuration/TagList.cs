using System;
using System.Collections.Generic;

namespace Weaver.Configuration;

/// <summary>Tags from the options and the environment, in that order; a key that is there already stands.</summary>
internal sealed class TagList
{
    private readonly List<KeyValuePair<string, string>> _tags = [];

    public TagList(IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
            Add(key, value);
    }

    /// <summary>What settings of their own have not taken.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others
    {
        get
        {
            // They go along with every request under the name of their setting, whose value counts.
            foreach (var key in (ReadOnlySpan<string>)["service", "env", "version", "git.commit.sha", "git.repository_url"])
                Take(key);

            return _tags;
        }
    }

    /// <summary>Adds a tag of the form <c>key:value</c>; false for another form.</summary>
    public bool TryAdd(string tag)
    {
        var colon = tag.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == tag.Length - 1)
            return false;

        Add(tag[..colon].Trim(), tag[(colon + 1)..].Trim());
        return true;
    }

    /// <summary>Takes a tag out; null when there is none of that key.</summary>
    public string? Take(string key)
    {
        var index = _tags.FindIndex(t => t.Key == key);
        if (index < 0)
            return null;

        var value = _tags[index].Value;
        _tags.RemoveAt(index);
        return value;
    }

    private void Add(string key, string? value)
    {
        if (!string.IsNullOrWhiteSpace(key) && !string.IsNullOrWhiteSpace(value) && !_tags.Exists(t => t.Key == key))
            _tags.Add(new(key, value));
    }
}
