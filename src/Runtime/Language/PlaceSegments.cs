using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

/// <summary>One part between the dots of a place.</summary>
internal readonly struct PlaceSegment
{
    public PlaceSegment(string name, int arity, string arguments, bool isNested)
    {
        Name = name;
        Arity = arity;
        Arguments = arguments;
        IsNested = isNested;
    }

    /// <summary>Without type arguments.</summary>
    public string Name { get; }

    /// <summary>Number of type parameters, 0 when none are written.</summary>
    public int Arity { get; }

    /// <summary>What stands between the brackets, or empty.</summary>
    public string Arguments { get; }

    /// <summary>A plus sign stands before it.</summary>
    public bool IsNested { get; }

    /// <summary>As metadata spells it.</summary>
    public override string ToString() => Arity == 0 ? Name : Name + "`" + Arity.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Takes the name of a type or member apart: <c>Shop.Cache&lt;K, V&gt;+Entry.Get</c>.</summary>
internal static class PlaceSegments
{
    /// <summary>Null when brackets do not close or a part is empty.</summary>
    public static IReadOnlyList<PlaceSegment>? Split(string text)
    {
        var segments = new List<PlaceSegment>();
        var index = 0;
        var isNested = false;
        while (true)
        {
            var start = index;
            var nameEnd = -1;
            var depth = 0;
            for (; index < text.Length; index++)
            {
                var c = text[index];
                if (c == '<' || c == '[')
                {
                    // A name that a compiler made starts with angle brackets; those belong to it.
                    if (depth == 0 && nameEnd < 0 && text.Substring(start, index - start).Trim().Length != 0)
                        nameEnd = index;
                    depth++;
                }
                else if (c == '>' || c == ']')
                {
                    if (--depth < 0)
                        return null;
                }
                else if (depth == 0 && (c == '.' || c == '+') && !IsConstructor(text, start, index))
                {
                    break;
                }
            }

            if (depth != 0 || ReadSegment(text, start, nameEnd, index, isNested) is not PlaceSegment segment)
                return null;

            segments.Add(segment);
            if (index == text.Length)
                return segments;

            isNested = text[index++] == '+';
        }
    }

    // The name of a constructor begins with a dot of its own.
    private static bool IsConstructor(string text, int start, int index) => index == start
        && (string.CompareOrdinal(text, start, ".ctor", 0, 5) == 0 || string.CompareOrdinal(text, start, ".cctor", 0, 6) == 0);

    private static PlaceSegment? ReadSegment(string text, int start, int nameEnd, int end, bool isNested)
    {
        var whole = text.Substring(start, end - start).Trim();
        if (nameEnd < 0)
        {
            var mark = whole.IndexOf('`');
            if (mark > 0 && int.TryParse(whole.Substring(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var arity))
                return new PlaceSegment(whole.Substring(0, mark), arity, "", isNested);

            return whole.Length == 0 ? (PlaceSegment?)null : new PlaceSegment(whole, 0, "", isNested);
        }

        var name = text.Substring(start, nameEnd - start).Trim();
        var arguments = text.Substring(nameEnd, end - nameEnd).Trim();
        if (arguments[arguments.Length - 1] != (arguments[0] == '<' ? '>' : ']'))
            return null;

        arguments = arguments.Substring(1, arguments.Length - 2);
        return new PlaceSegment(name, text[nameEnd] == '<' ? CountArguments(arguments) : 0, arguments, isNested);
    }

    private static int CountArguments(string arguments)
    {
        var count = 1;
        var depth = 0;
        foreach (var c in arguments)
        {
            depth += c == '<' || c == '[' || c == '(' ? 1 : c == '>' || c == ']' || c == ')' ? -1 : 0;
            count += c == ',' && depth == 0 ? 1 : 0;
        }

        return count;
    }
}
