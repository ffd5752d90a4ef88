using System;
using System.Collections.Generic;
using System.Text;

namespace Weaver.Probes;

/// <summary>Compares the parameter types that a probe names with those of a method.</summary>
internal static class Signatures
{
    private static readonly Dictionary<string, string> s_aliases = new(StringComparer.Ordinal)
    {
        ["bool"] = "System.Boolean", ["byte"] = "System.Byte", ["sbyte"] = "System.SByte", ["char"] = "System.Char",
        ["decimal"] = "System.Decimal", ["double"] = "System.Double", ["float"] = "System.Single", ["int"] = "System.Int32",
        ["uint"] = "System.UInt32", ["long"] = "System.Int64", ["ulong"] = "System.UInt64", ["short"] = "System.Int16",
        ["ushort"] = "System.UInt16", ["object"] = "System.Object", ["string"] = "System.String",
        ["nint"] = "System.IntPtr", ["nuint"] = "System.UIntPtr",
    };

    /// <param name="wanted">As <see cref="Language.ProbeLocation.ParameterTypes"/> gives them: generics in square brackets.</param>
    /// <param name="actual">As the manifest spells them.</param>
    public static bool Match(IReadOnlyList<string> wanted, string[] actual)
    {
        if (wanted.Count != actual.Length)
            return false;

        for (var i = 0; i < actual.Length; i++)
        {
            if (!MatchOne(wanted[i], Normalize(actual[i])))
                return false;
        }

        return true;
    }

    public static string Show(string[] parameterTypes) => "(" + string.Join(", ", parameterTypes) + ")";

    private static bool MatchOne(string wanted, string actual)
    {
        if (wanted == actual || TypeNames.StripArity(wanted) == TypeNames.StripArity(actual))
            return true;

        // The element of an array, by-ref or pointer type may be an alias or a simple name as well.
        var mark = wanted.Length;
        while (mark > 0 && wanted[mark - 1] is '[' or ']' or '&' or '*' or ',' or '?')
            mark--;

        var (name, suffix) = (wanted[..mark], wanted[mark..]);
        if (name.Length == 0 || !actual.EndsWith(suffix, StringComparison.Ordinal))
            return false;

        var actualName = actual[..^suffix.Length];
        if (s_aliases.TryGetValue(name, out var full))
            return full == actualName;

        return !name.Contains('.', StringComparison.Ordinal) && TypeNames.Simple(actualName) == name;
    }

    // As the probe's own reader does it: angle brackets become square ones, except the pair that compilers put in names.
    private static string Normalize(string type)
    {
        var text = new StringBuilder(type.Length);
        for (var i = 0; i < type.Length; i++)
        {
            if (type[i] == '<' && i + 1 < type.Length && type[i + 1] == '>')
            {
                text.Append("<>");
                i++;
            }
            else if (!char.IsWhiteSpace(type[i]))
            {
                text.Append(type[i] switch { '<' => '[', '>' => ']', var c => c });
            }
        }

        return text.ToString();
    }
}
