using System;
using System.Collections.Generic;

namespace Weaver.Language;

internal enum MemberKind
{
    /// <summary>A method of that name.</summary>
    Method,

    /// <summary>A member of an interface that is implemented explicitly: the end of its name counts.</summary>
    ExplicitMember,

    /// <summary>A local function, by the name in its method.</summary>
    LocalFunction,
}

/// <summary>One way to understand the place of a method probe. Immutable.</summary>
internal sealed class MemberReading
{
    public MemberReading(string typeName, string name, MemberKind kind = MemberKind.Method, int arity = -1, string container = "")
    {
        TypeName = typeName;
        Name = name;
        Kind = kind;
        Arity = arity;
        Container = container;
    }

    public string TypeName { get; }

    /// <summary>As metadata spells it: <c>get_Total</c>, <c>.ctor</c>, <c>op_Addition</c>.</summary>
    public string Name { get; }

    public MemberKind Kind { get; }

    /// <summary>Number of type parameters of the method itself; -1 means any.</summary>
    public int Arity { get; }

    /// <summary>Of a local function the method around it.</summary>
    public string Container { get; }

    /// <summary>True when a method of that metadata name is meant; its type is looked at elsewhere.</summary>
    /// <param name="name">As the manifest has it.</param>
    /// <param name="arity">Number of its own type parameters; -1 when unknown.</param>
    public bool Means(string name, int arity)
    {
        if (Arity >= 0 && arity >= 0 && Arity != arity)
            return false;

        switch (Kind)
        {
            case MemberKind.ExplicitMember: return EndsWith(name);
            case MemberKind.LocalFunction: return name.StartsWith("<" + Container + ">g__" + Name + "|", StringComparison.Ordinal);
            default: return string.Equals(name, Name, StringComparison.Ordinal);
        }
    }

    // System.Collections.Generic.IEnumerable<T>.GetEnumerator: segments are compared from the end, type arguments only by number.
    private bool EndsWith(string name)
    {
        if (name.IndexOf('.') <= 0)
            return false;

        var wanted = PlaceSegments.Split(Name);
        var actual = PlaceSegments.Split(name);
        if (wanted is null || actual is null || wanted.Count > actual.Count)
            return false;

        for (var i = 1; i <= wanted.Count; i++)
        {
            var one = wanted[wanted.Count - i];
            var other = actual[actual.Count - i];
            if (!string.Equals(one.Name, other.Name, StringComparison.Ordinal) || (one.Arity != 0 && one.Arity != other.Arity))
                return false;
        }

        return true;
    }
}

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
    public override string ToString() => Arity == 0 ? Name : Name + "`" + Arity.ToString(System.Globalization.CultureInfo.InvariantCulture);
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
            if (mark > 0 && int.TryParse(whole.Substring(mark + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var arity))
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
