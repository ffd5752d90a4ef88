using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Weaver.Hosting;

/// <summary>A configuration section that remembers which of its keys were asked for: the others mean nothing to us.</summary>
internal sealed class AskedSection(IConfiguration section) : IConfiguration
{
    private readonly SortedSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string key]
    {
        get
        {
            _asked.Add(First(key));
            return section[key];
        }
        set => section[key] = value;
    }

    public IEnumerable<IConfigurationSection> GetChildren() => section.GetChildren();

    public IChangeToken GetReloadToken() => section.GetReloadToken();

    public IConfigurationSection GetSection(string key)
    {
        _asked.Add(First(key));
        return section.GetSection(key);
    }

    /// <summary>Keys that are there and that nobody has asked for, each with those to choose from.</summary>
    public IEnumerable<(string Key, IReadOnlyCollection<string> Known)> NeverAskedFor() =>
        section.GetChildren().Where(child => !_asked.Contains(child.Key)).Select(child => (child.Key, (IReadOnlyCollection<string>)_asked)).ToList();

    private static string First(string key) => key.Split(':')[0];
}
