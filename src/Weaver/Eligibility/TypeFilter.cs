using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Weaver.Engine.References;

namespace Weaver.Engine.Eligibility;

/// <summary>Include and exclude patterns over reflection names of types; <c>*</c> stands for any run of characters.</summary>
internal sealed class TypeFilter
{
    private readonly Regex[] _include;
    private readonly Regex[] _exclude;

    public TypeFilter(WeaverConfig config)
    {
        _include = config.Include.Select(ToRegex).ToArray();
        _exclude = config.Exclude.Select(ToRegex).ToArray();
    }

    public bool IsIncluded(TypeReference type) => _include.Length == 0 || Matches(_include, type.ReflectionName());

    public bool IsExcluded(TypeReference type) => _exclude.Length != 0 && Matches(_exclude, type.ReflectionName());

    private static bool Matches(IEnumerable<Regex> patterns, string typeName) => patterns.Any(p => p.IsMatch(typeName));

    private static Regex ToRegex(string pattern)
        => new("^" + Regex.Escape(pattern.Trim()).Replace("\\*", ".*") + "$", RegexOptions.CultureInvariant);
}
