using System.Collections.Generic;
using System.Linq;
using Weaver.Language;

namespace Weaver.Probes;

/// <summary>In which types probes may stand, by the lists of the service configuration. Immutable.</summary>
internal sealed class PlaceRules(TypeList allow, TypeList deny)
{
    /// <summary>Anywhere.</summary>
    public static readonly PlaceRules None = new(TypeList.Empty, TypeList.Empty);

    /// <summary>The targets that are allowed, and whole sentences about the others.</summary>
    public (IReadOnlyList<ProbeTarget> Allowed, string Refusal) Filter(IReadOnlyList<ProbeTarget> targets)
    {
        var allowed = new List<ProbeTarget>();
        var refusals = new List<string>();
        foreach (var target in targets)
        {
            if (RefusalOf(target.Method.TypeName) is { } refusal)
                refusals.Add(refusal);
            else
                allowed.Add(target);
        }

        return refusals.Count == 0 ? (targets, "") : (allowed, string.Join(" ", refusals.Distinct(System.StringComparer.Ordinal)));
    }

    private string? RefusalOf(string type)
    {
        if (deny.Match(type) is { } denied)
            return $"The service configuration denies probes in '{type}': its deny list has '{denied}'. Take it off the list or move the probe.";

        return allow.IsEmpty || allow.Match(type) is not null
            ? null
            : $"The service configuration allows no probes in '{type}': its allow list does not have it. Add it to the list or move the probe.";
    }
}
