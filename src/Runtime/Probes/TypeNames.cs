using System;
using System.Collections.Generic;

namespace Weaver.Probes;

/// <summary>How a probe's type name finds types: by full name, or without a dot by the end of one.</summary>
internal static class TypeNames
{
    /// <summary>The names that match; with none, those that match once the arity marks of generic types are left away.</summary>
    public static List<string> Matching(IEnumerable<string> fullNames, string wanted)
    {
        var exact = new List<string>();
        var withoutArity = new List<string>();
        foreach (var fullName in fullNames)
        {
            if (IsMatch(fullName, wanted))
                exact.Add(fullName);
            else if (fullName.Contains('`', StringComparison.Ordinal) && IsMatch(StripArity(fullName), wanted))
                withoutArity.Add(fullName);
        }

        return exact.Count != 0 ? exact : withoutArity;
    }

    /// <summary>The part after the last dot or plus sign.</summary>
    public static string Simple(string fullName) => fullName[(fullName.AsSpan().LastIndexOfAny('.', '+') + 1)..];

    public static string StripArity(string name)
    {
        var at = name.IndexOf('`', StringComparison.Ordinal);
        if (at < 0)
            return name;

        var text = new System.Text.StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '`')
            {
                text.Append(name[i]);
                continue;
            }

            while (i + 1 < name.Length && char.IsAsciiDigit(name[i + 1]))
                i++;
        }

        return text.ToString();
    }

    private static bool IsMatch(string fullName, string wanted)
    {
        if (wanted.Length == 0 || fullName == wanted)
            return wanted.Length != 0;

        return !wanted.Contains('.', StringComparison.Ordinal)
            && fullName.Length > wanted.Length
            && fullName.EndsWith(wanted, StringComparison.Ordinal)
            && (fullName[fullName.Length - wanted.Length - 1] is '.' or '+');
    }
}
