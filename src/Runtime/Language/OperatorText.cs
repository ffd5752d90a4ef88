using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>The operators that a type can overload, by their signs in C#.</summary>
internal static class OperatorText
{
    private const string Word = "operator";

    private static readonly Dictionary<string, string> s_unary = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["+"] = "UnaryPlus", ["-"] = "UnaryNegation", ["!"] = "LogicalNot", ["~"] = "OnesComplement", ["++"] = "Increment",
        ["--"] = "Decrement", ["true"] = "True", ["false"] = "False",
    };

    private static readonly Dictionary<string, string> s_binary = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["+"] = "Addition", ["-"] = "Subtraction", ["*"] = "Multiply", ["/"] = "Division", ["%"] = "Modulus",
        ["&"] = "BitwiseAnd", ["|"] = "BitwiseOr", ["^"] = "ExclusiveOr", ["<<"] = "LeftShift", [">>"] = "RightShift",
        [">>>"] = "UnsignedRightShift", ["=="] = "Equality", ["!="] = "Inequality", ["<"] = "LessThan", [">"] = "GreaterThan",
        ["<="] = "LessThanOrEqual", [">="] = "GreaterThanOrEqual",
    };

    // Operators of an instance that change it.
    private static readonly Dictionary<string, string> s_assigning = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["+="] = "AdditionAssignment", ["-="] = "SubtractionAssignment", ["*="] = "MultiplicationAssignment", ["/="] = "DivisionAssignment",
        ["%="] = "ModulusAssignment", ["&="] = "BitwiseAndAssignment", ["|="] = "BitwiseOrAssignment", ["^="] = "ExclusiveOrAssignment",
        ["<<="] = "LeftShiftAssignment", [">>="] = "RightShiftAssignment", [">>>="] = "UnsignedRightShiftAssignment",
        ["++"] = "IncrementAssignment", ["--"] = "DecrementAssignment",
    };

    /// <summary>Where the words of an operator begin in a place, or -1.</summary>
    public static int Find(string place)
    {
        foreach (var start in new[] { ".implicit " + Word, ".explicit " + Word, "." + Word })
        {
            var at = place.LastIndexOf(start, StringComparison.Ordinal);
            var end = at + start.Length;
            if (at > 0 && (end == place.Length || !(char.IsLetterOrDigit(place[end]) || place[end] == '_' || place[end] == '.')))
                return at + 1;
        }

        return -1;
    }

    /// <summary>The metadata names that the words may mean, the likeliest first; null when they mean none.</summary>
    /// <param name="words">From <c>operator</c>, <c>implicit</c> or <c>explicit</c> on, without parameters.</param>
    /// <param name="parameters">Their number; -1 when any will do.</param>
    public static IReadOnlyList<string>? Names(string words, int parameters)
    {
        var at = words.IndexOf(Word, StringComparison.Ordinal);
        var kind = words.Substring(0, at).Trim();
        var sign = words.Substring(at + Word.Length).Trim();
        var prefix = "op_";
        if (sign == "checked" || sign.StartsWith("checked ", StringComparison.Ordinal))
        {
            prefix = "op_Checked";
            sign = sign.Substring("checked".Length).Trim();
        }

        if (kind.Length != 0)
            return sign.Length != 0 ? null : new[] { prefix + (kind == "implicit" ? "Implicit" : "Explicit") };

        var names = new List<string>();
        if (parameters != 1 && s_binary.TryGetValue(sign, out var binary))
            names.Add(prefix + binary);
        if (parameters <= 1 && parameters != 0 && s_unary.TryGetValue(sign, out var unary))
            names.Add(prefix + unary);
        if (parameters <= 1 && s_assigning.TryGetValue(sign, out var assigning))
            names.Add(prefix + assigning);
        return names.Count == 0 ? null : names;
    }
}
