using System;
using System.Collections.Generic;
using System.Text;

namespace Weaver.Language;

/// <summary>
/// The name of a type taken apart, so that what a person writes can be compared with what a manifest says: C# aliases,
/// <c>ref</c>, <c>?</c>, tuples, generics in either bracket, arrays, pointers. Immutable.
/// </summary>
internal sealed class TypeText
{
    private static readonly Dictionary<string, string> s_aliases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bool"] = "System.Boolean", ["byte"] = "System.Byte", ["sbyte"] = "System.SByte", ["char"] = "System.Char",
        ["decimal"] = "System.Decimal", ["double"] = "System.Double", ["float"] = "System.Single", ["int"] = "System.Int32",
        ["uint"] = "System.UInt32", ["long"] = "System.Int64", ["ulong"] = "System.UInt64", ["short"] = "System.Int16",
        ["ushort"] = "System.UInt16", ["object"] = "System.Object", ["string"] = "System.String", ["dynamic"] = "System.Object",
        ["nint"] = "System.IntPtr", ["nuint"] = "System.UIntPtr", ["void"] = "System.Void",
    };

    private static readonly TypeText[] s_none = Array.Empty<TypeText>();

    private readonly TypeText? _element;

    public TypeText(string name, IReadOnlyList<TypeText> arguments)
    {
        Name = name;
        Arguments = arguments;
        Suffix = "";
    }

    public TypeText(TypeText element, string suffix)
    {
        _element = element;
        Name = "";
        Arguments = s_none;
        Suffix = suffix;
    }

    /// <summary>Without arity marks, nested types after a dot, aliases spelled out; empty when there is a <see cref="Suffix"/>. <c>_</c> stands for any type.</summary>
    public string Name { get; }

    public IReadOnlyList<TypeText> Arguments { get; }

    /// <summary>Empty, or what makes another type of the element: <c>[]</c>, <c>[,]</c>, <c>*</c>, <c>&amp;</c>, <c>?</c>.</summary>
    public string Suffix { get; }

    public static bool IsAlias(string name) => s_aliases.ContainsKey(name);

    /// <summary>The full name behind an alias of C#, else the name itself.</summary>
    public static string WithoutAlias(string name) => s_aliases.TryGetValue(name, out var full) ? full : name;

    /// <summary>A tuple of these elements as the framework nests it.</summary>
    public static TypeText Tuple(IReadOnlyList<TypeText> elements)
    {
        const int most = 7;
        if (elements.Count <= most)
            return new TypeText("System.ValueTuple", elements);

        var first = new List<TypeText>();
        var rest = new List<TypeText>();
        for (var i = 0; i < elements.Count; i++)
            (i < most ? first : rest).Add(elements[i]);
        first.Add(Tuple(rest));
        return new TypeText("System.ValueTuple", first);
    }

    /// <summary>True when the type of a method's parameter is the one that is meant.</summary>
    /// <param name="actual">As the manifest has it.</param>
    /// <param name="isLenient">Also when type arguments are left away, a question mark is only an annotation, or a name is the end of the full one.</param>
    public bool Means(TypeText actual, bool isLenient)
    {
        if (Name == "_")
            return true;

        if (Suffix == "?")
        {
            if (actual.Suffix == "?")
                return _element!.Means(actual._element!, isLenient);
            if (actual.Suffix.Length == 0 && actual.Name == "System.Nullable" && actual.Arguments.Count == 1)
                return _element!.Means(actual.Arguments[0], isLenient);

            // No manifest tells whether a reference may be null.
            return (isLenient || _element!.Name == "System.String" || _element.Name == "System.Object") && !_element!.IsScalar && _element.Means(actual, isLenient);
        }

        if (Suffix.Length != 0 || actual.Suffix.Length != 0)
            return IsArray && actual.IsArray ? MeansArray(actual, isLenient) : Suffix == actual.Suffix && _element!.Means(actual._element!, isLenient);

        return MeansName(actual.Name, isLenient) && MeanArguments(actual.Arguments, isLenient);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private bool IsArray => Suffix.Length != 0 && Suffix[0] == '[';

    private bool IsScalar => Name.Length != 0 && Name != "System.String" && Name != "System.Object" && s_aliases.ContainsValue(Name);

    // C# writes the outermost rank of an array of arrays first, reflection writes it last.
    private bool MeansArray(TypeText actual, bool isLenient)
    {
        var ranks = Ranks(this, out var element);
        var actualRanks = Ranks(actual, out var actualElement);
        if (ranks.Count != actualRanks.Count || !element.Means(actualElement, isLenient))
            return false;

        var same = true;
        var reversed = true;
        for (var i = 0; i < ranks.Count; i++)
        {
            same &= ranks[i] == actualRanks[i];
            reversed &= ranks[i] == actualRanks[ranks.Count - 1 - i];
        }

        return same || reversed;
    }

    private static List<string> Ranks(TypeText type, out TypeText element)
    {
        var ranks = new List<string>();
        for (element = type; element.IsArray; element = element._element!)
            ranks.Add(element.Suffix);
        return ranks;
    }

    private bool MeansName(string actual, bool isLenient)
    {
        if (Name == actual)
            return true;

        return (isLenient || Name.IndexOf('.') < 0)
            && actual.Length > Name.Length
            && actual[actual.Length - Name.Length - 1] == '.'
            && actual.EndsWith(Name, StringComparison.Ordinal);
    }

    private bool MeanArguments(IReadOnlyList<TypeText> actual, bool isLenient)
    {
        if (Arguments.Count == 0)
            return actual.Count == 0 || isLenient;
        if (Arguments.Count != actual.Count)
            return false;

        for (var i = 0; i < actual.Count; i++)
        {
            if (!Arguments[i].Means(actual[i], isLenient))
                return false;
        }

        return true;
    }

    private void Write(StringBuilder text)
    {
        if (_element != null)
        {
            _element.Write(text);
            text.Append(Suffix);
            return;
        }

        text.Append(Name);
        if (Arguments.Count == 0)
            return;

        for (var i = 0; i < Arguments.Count; i++)
        {
            text.Append(i == 0 ? '[' : ',');
            Arguments[i].Write(text);
        }

        text.Append(']');
    }
}
