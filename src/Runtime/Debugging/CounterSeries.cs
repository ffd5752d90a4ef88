using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using Weaver.Common;

namespace Weaver.Debugging;

/// <summary>
/// Counters as series of instruments: <c>events.dropped{reason:queueFull,track:logs}</c> is one of the series of the
/// instrument that stands for <c>events.dropped</c>.
/// </summary>
/// <remarks>Any thread may call; nothing waits.</remarks>
internal sealed class CounterSeries(Counters counters)
{
    private readonly ConcurrentDictionary<string, Parsed> _parsed = new(StringComparer.Ordinal);

    /// <summary>All series of a family, scaled.</summary>
    /// <param name="family">The name before the braces.</param>
    /// <param name="tags">Names of labels, each with the name of its attribute; other labels keep theirs behind <c>weaver.</c>.</param>
    public IReadOnlyList<Measurement<long>> Of(string family, IReadOnlyDictionary<string, string> tags) =>
        [.. All().Where(c => c.Parsed.Family == family).Select(c => new Measurement<long>(c.Value, c.Parsed.Tags(tags)))];

    /// <summary>The sum over a family.</summary>
    public long SumOf(string family) => All().Where(c => c.Parsed.Family == family).Sum(c => c.Value);

    /// <summary>Every counter of which no other instrument tells, by its name.</summary>
    public IReadOnlyList<Measurement<long>> Rest(IReadOnlySet<string> told) =>
        [.. All().Where(c => !told.Contains(c.Parsed.Family)).Select(c => new Measurement<long>(c.Value, new KeyValuePair<string, object?>("weaver.counter", c.Name)))];

    /// <summary>The sums of a family by one of its labels.</summary>
    public IReadOnlyDictionary<string, long> By(string family, string label)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (_, parsed, value) in All())
        {
            if (parsed.Family == family && parsed.Find(label) is { } key)
                sums[key] = sums.GetValueOrDefault(key) + value;
        }

        return sums;
    }

    private IEnumerable<(string Name, Parsed Parsed, long Value)> All() =>
        counters.Snapshot().Select(c => (c.Key, _parsed.GetOrAdd(c.Key, static name => new Parsed(name)), c.Value));

    /// <summary>One name taken apart.</summary>
    private sealed class Parsed
    {
        private readonly List<(string Name, string Value)> _labels = [];

        public Parsed(string name)
        {
            var brace = name.IndexOf('{', StringComparison.Ordinal);
            Family = brace < 0 ? name : name[..brace];
            if (brace < 0)
                return;

            foreach (var label in name[(brace + 1)..].TrimEnd('}').Split(','))
            {
                var colon = label.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0)
                    _labels.Add((label[..colon], label[(colon + 1)..]));
            }
        }

        public string Family { get; }

        public string? Find(string label) => _labels.Find(l => l.Name == label).Value;

        public KeyValuePair<string, object?>[] Tags(IReadOnlyDictionary<string, string> names) =>
            [.. _labels.Select(l => new KeyValuePair<string, object?>(names.GetValueOrDefault(l.Name) ?? "weaver." + l.Name, l.Value))];
    }
}
