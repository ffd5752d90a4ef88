using System;
using System.Collections.Generic;
using Weaver.Language;

namespace Weaver.Probes;

/// <summary>A file's entry that carries an id but does not work.</summary>
internal sealed record BrokenProbe(string Id, int Version, string ErrorType, string Message);

/// <summary>What must change so that the registry holds a wanted set of probes.</summary>
internal sealed record ProbeChanges(IReadOnlyList<string> Removed, IReadOnlyList<Probe> Changed, IReadOnlyList<Probe> Added, IReadOnlyList<BrokenProbe> Broken)
{
    public bool IsEmpty => Removed.Count == 0 && Changed.Count == 0 && Added.Count == 0 && Broken.Count == 0;

    /// <summary>Compares by content, so that an edit without a new version counts and a mere rewrite does not.</summary>
    public static ProbeChanges Between(WantedProbes before, WantedProbes after)
    {
        var removed = new List<string>();
        foreach (var id in before.Ids)
        {
            if (!after.Contains(id))
                removed.Add(id);
        }

        var changed = new List<Probe>();
        var added = new List<Probe>();
        foreach (var probe in after.Probes.Values)
        {
            if (!before.Contains(probe.Id))
                added.Add(probe);
            else if (!before.Probes.TryGetValue(probe.Id, out var old) || !old.ContentEquals(probe))
                changed.Add(probe);
        }

        var broken = new List<BrokenProbe>();
        foreach (var probe in after.Broken.Values)
        {
            if (!before.Broken.TryGetValue(probe.Id, out var old) || old != probe)
                broken.Add(probe);
        }

        return new ProbeChanges(removed, changed, added, broken);
    }
}

/// <summary>All probes that configuration asks for, over all files. An id is either sound or broken.</summary>
internal sealed class WantedProbes
{
    public static readonly WantedProbes None = new();

    public SortedDictionary<string, Probe> Probes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, BrokenProbe> Broken { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Ids
    {
        get
        {
            foreach (var id in Probes.Keys)
                yield return id;

            foreach (var id in Broken.Keys)
                yield return id;
        }
    }

    public bool Contains(string id) => Probes.ContainsKey(id) || Broken.ContainsKey(id);
}
