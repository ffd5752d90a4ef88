using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Weaver.Rules;

/// <summary>Every rule there is. A new class of rules is named here; a new rule in such a class is found by its declaration.</summary>
internal static class RuleTable
{
    private static readonly Lazy<IReadOnlyList<Rule>> s_all = new(static () => Collect());

    /// <summary>All rules, ordered by id.</summary>
    public static IReadOnlyList<Rule> All => s_all.Value;

    /// <summary>The rule with this id, or null.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    // A typeof beside each GetFields lets trimming see which fields must stay.
    private static List<Rule> Collect() =>
        typeof(BuildRules).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Concat(typeof(WeavingRules).GetFields(BindingFlags.Static | BindingFlags.Public))
            .Select(static field => (Rule)field.GetValue(null)!)
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .ToList();
}
