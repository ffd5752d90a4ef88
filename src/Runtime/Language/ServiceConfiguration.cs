using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Settings for all probes of the process. Has no place of its own.</summary>
internal sealed class ServiceConfiguration : Probe
{
    public ServiceConfiguration(ProbeHeader header, double? snapshotsPerSecond, TypeList allow, TypeList deny)
        : base(ProbeType.ServiceConfiguration, header)
    {
        SnapshotsPerSecond = snapshotsPerSecond;
        Allow = allow;
        Deny = deny;
    }

    /// <summary>Events with captured values a second over all probes, a whole number from 0; null leaves the process's own setting.</summary>
    public double? SnapshotsPerSecond { get; }

    /// <summary>When it is not empty, probes may stand in these types only.</summary>
    public TypeList Allow { get; }

    /// <summary>No probe may stand in these types, allowed or not.</summary>
    public TypeList Deny { get; }

    public override IEnumerable<ExpressionSource> Expressions() => Array.Empty<ExpressionSource>();
}

/// <summary>A set of types, by the beginnings of their full names and by whole names. Immutable.</summary>
internal sealed class TypeList
{
    public static readonly TypeList Empty = new TypeList(Array.Empty<string>(), Array.Empty<string>());

    public TypeList(IReadOnlyList<string> prefixes, IReadOnlyList<string> classes)
    {
        Prefixes = prefixes;
        Classes = classes;
    }

    /// <summary>Beginnings of full names, such as <c>Shop.Orders.</c>.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>Full names of types; types nested in them belong to them.</summary>
    public IReadOnlyList<string> Classes { get; }

    public bool IsEmpty => Prefixes.Count == 0 && Classes.Count == 0;

    /// <summary>The entry of the list that this type falls under, or null.</summary>
    /// <param name="typeName">Full name with <c>+</c> before nested types.</param>
    public string? Match(string typeName)
    {
        foreach (var prefix in Prefixes)
        {
            if (prefix.Length != 0 && typeName.StartsWith(prefix, StringComparison.Ordinal))
                return prefix;
        }

        foreach (var name in Classes)
        {
            if (name.Length != 0 && typeName.StartsWith(name, StringComparison.Ordinal)
                && (typeName.Length == name.Length || typeName[name.Length] == '+' || typeName[name.Length] == '`'))
                return name;
        }

        return null;
    }
}
