using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

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

    public bool IsIncluded(string typeName) => _include.Length == 0 || Matches(_include, typeName);

    public bool IsExcluded(string typeName) => Matches(_exclude, typeName);

    private static bool Matches(IEnumerable<Regex> patterns, string typeName) => patterns.Any(p => p.IsMatch(typeName));

    private static Regex ToRegex(string pattern)
        => new("^" + Regex.Escape(pattern.Trim()).Replace("\\*", ".*") + "$", RegexOptions.CultureInvariant);
}
