using System;

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
