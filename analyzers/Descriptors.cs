using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Weaver.Rules;

namespace Weaver.Analyzers;

/// <summary>The rules in the form that the compiler understands, so that a squiggle and a build message are one thing.</summary>
internal static class Descriptors
{
    /// <summary>Category of every rule, as it appears in rule sets and in .editorconfig.</summary>
    public const string Category = "Weaver";

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId = RuleTable.All.ToDictionary(static rule => rule.Id, Create);

    /// <summary>All descriptors, ordered by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        RuleTable.All.Select(static rule => s_byId[rule.Id]).ToImmutableArray();

    /// <summary>The descriptor of a rule; always the same object, as analyzers must report what they declared.</summary>
    public static DiagnosticDescriptor Of(Rule rule) => s_byId[rule.Id];

    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id,
        rule.Title,
        rule.Message,
        Category,
        Severity(rule.Severity),
        isEnabledByDefault: true,
        description: rule.Remedy,
        helpLinkUri: rule.HelpLink);

    private static DiagnosticSeverity Severity(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Info => DiagnosticSeverity.Info,
        RuleSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Error,
    };
}
