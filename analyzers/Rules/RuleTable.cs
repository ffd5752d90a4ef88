using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Weaver.Rules;

/// <summary>Every rule of this assembly, found by its declaration, so that a new rule cannot be forgotten in a list.</summary>
internal static class RuleTable
{
    private static readonly Lazy<IReadOnlyList<Rule>> s_all = new(static () => Collect());

    /// <summary>All rules, ordered by id.</summary>
    public static IReadOnlyList<Rule> All => s_all.Value;

    /// <summary>The rule with this id, or null.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    private static List<Rule> Collect() =>
        typeof(Rule).Assembly.GetTypes()
            .Where(static type => type.Namespace == typeof(Rule).Namespace && !type.IsNested)
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static field => field.FieldType == typeof(Rule))
            .Select(static field => (Rule)field.GetValue(null)!)
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .ToList();
}
