using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Engine.Eligibility;

namespace Weaver.Benchmarks.Slowdown;

/// <summary>A rule by which <c>Balanced</c> might leave methods out.</summary>
internal sealed record RuleCandidate(string Name, BalancedRule Rule)
{
    /// <summary>The one that is in force.</summary>
    public static RuleCandidate Chosen { get; } = new("Balanced", new BalancedRule());

    /// <summary>From what gates most to what gates least. A name says the largest straight body, the largest with a loop, and "m" where what is marked for inlining has gates, too.</summary>
    public static IReadOnlyList<RuleCandidate> All { get; } =
    [
        Of(32, 0, leavesMarked: false), Of(64, 0, leavesMarked: false), Of(100, 0, leavesMarked: false),
        Of(100, 0), Of(100, 64), Of(150, 0), Of(150, 64),
    ];

    public static RuleCandidate Named(string name) =>
        name == Chosen.Name
            ? Chosen
            : All.FirstOrDefault(rule => rule.Name == name) ?? throw new ArgumentException($"There is no rule '{name}'. There are {string.Join(", ", All.Select(static rule => rule.Name))}.", nameof(name));

    private static RuleCandidate Of(int straight, int loop, bool leavesMarked = true) =>
        new($"{straight}-{loop}{(leavesMarked ? "" : "m")}", new BalancedRule { StraightLine = straight, Loop = loop, LeavesMarked = leavesMarked });
}
