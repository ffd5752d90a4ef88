namespace Weaver.Language;

internal enum SiteVariableKind
{
    This,
    Argument,
    Local,
    Return,
    Exception,
    Duration,
}

/// <summary>One variable that an expression can name at a site.</summary>
internal sealed class SiteVariable
{
    /// <summary>The exception on the way out; list it at exits.</summary>
    public static readonly SiteVariable Exception = new SiteVariable("@exception", SiteVariableKind.Exception, -1, "System.Exception");

    /// <summary>Milliseconds since entry as a double; list it at every site of a method probe.</summary>
    public static readonly SiteVariable Duration = new SiteVariable("@duration", SiteVariableKind.Duration, -1, "System.Double");

    public SiteVariable(string name, SiteVariableKind kind, int slot, string typeName, string? unreadable = null, bool isSensitive = false, bool hasHiddenType = false)
    {
        Name = name;
        Kind = kind;
        Slot = slot;
        TypeName = typeName;
        Unreadable = unreadable;
        IsSensitive = isSensitive;
        HasHiddenType = hasHiddenType;
    }

    /// <summary>As written in expressions: the variable's own name, <c>this</c>, <c>@return</c>, <c>@exception</c>, <c>@duration</c>.</summary>
    public string Name { get; }

    public SiteVariableKind Kind { get; }

    /// <summary>Slot in the frame, or -1 when it does not live there.</summary>
    public int Slot { get; }

    /// <summary>Full name of the declared type; empty when unknown.</summary>
    public string TypeName { get; }

    /// <summary>Null when the variable can be read here; else the sentence that says why not.</summary>
    public string? Unreadable { get; }

    /// <summary>Its author marked it <c>[Sensitive]</c>: an expression over it is redacted, as by a sensitive name.</summary>
    public bool IsSensitive { get; }

    /// <summary>Values of its declared type are not shown, whatever they are themselves.</summary>
    public bool HasHiddenType { get; }

    /// <summary>The same variable with a type whose values are not shown.</summary>
    public SiteVariable WithHiddenType() => new SiteVariable(Name, Kind, Slot, TypeName, Unreadable, IsSensitive, hasHiddenType: true);
}
