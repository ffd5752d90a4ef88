using System;
using System.Collections.Generic;

namespace Weaver.Probes;

/// <summary>How a probe's type name finds types: by full name, or without a dot by the end of one.</summary>
internal static class TypeNames
{
    /// <summary>
    /// The names that match; with none, those that match once the arity marks of generic types are left away or a dot is
    /// taken for the plus sign of a nested type.
    /// </summary>
    public static List<string> Matching(IEnumerable<string> fullNames, string wanted)
    {
        var exact = new List<string>();
        var loose = new List<string>();
        foreach (var fullName in fullNames)
        {
            if (IsMatch(fullName, wanted))
                exact.Add(fullName);
            else if (IsLooseMatch(fullName, wanted))
                loose.Add(fullName);
        }

        return exact.Count != 0 ? exact : loose;
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

    // From the end, name by name. A name with dots is a full one, unless it goes through a nested type.
    private static bool IsLooseMatch(string fullName, string wanted)
    {
        var (at, to) = (fullName.Length, wanted.Length);
        var isNested = false;
        while (true)
        {
            var from = fullName.AsSpan(0, at).LastIndexOfAny('.', '+') + 1;
            var start = wanted.AsSpan(0, to).LastIndexOfAny('.', '+') + 1;
            if (!IsSameName(fullName.AsSpan(from, at - from), wanted.AsSpan(start, to - start)))
                return false;

            if (start == 0)
                return from == 0 || isNested || !wanted.Contains('.', StringComparison.Ordinal);
            if (from == 0 || (wanted[start - 1] == '+' && fullName[from - 1] != '+'))
                return false;

            isNested |= fullName[from - 1] == '+';
            (at, to) = (from - 1, start - 1);
        }
    }

    private static bool IsSameName(ReadOnlySpan<char> actual, ReadOnlySpan<char> wanted)
    {
        if (!wanted.Contains('`'))
            actual = actual[..(actual.IndexOf('`') is >= 0 and var mark ? mark : actual.Length)];

        return !wanted.IsEmpty && actual.SequenceEqual(wanted);
    }
}
