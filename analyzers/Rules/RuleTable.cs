using System;
using System.Collections.Generic;
#if NET
using System.Diagnostics.CodeAnalysis;
#endif
using System.Linq;
using System.Reflection;

namespace Weaver.Rules;

/// <summary>Every rule, found by its declaration in one of the classes below.</summary>
/// <remarks>The classes are named one by one because trimming must see what is used; a test finds a class that is missing here.</remarks>
internal static class RuleTable
{
    private static readonly Lazy<IReadOnlyList<Rule>> s_all = new(static () => Collect());

    /// <summary>All rules, ordered by id.</summary>
    public static IReadOnlyList<Rule> All => s_all.Value;

    /// <summary>The rule with this id, or null.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    private static List<Rule> Collect() =>
        RulesOf(typeof(BuildRules))
            .Concat(RulesOf(typeof(WeavingRules)))
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .ToList();

    private static List<Rule> RulesOf(
#if NET
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
#endif
        Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(static field => field.FieldType == typeof(Rule))
            .Select(static field => (Rule)field.GetValue(null)!)
            .ToList();
}
