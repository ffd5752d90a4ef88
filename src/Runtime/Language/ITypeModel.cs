using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>What the binder may ask about types; behind it stand a manifest, a compilation or reflection.</summary>
internal interface ITypeModel
{
    /// <summary>The declared type of a variable, or null when nothing is known of it: then only running it tells.</summary>
    ITypeShape? TypeOf(SiteVariable variable);
}

internal enum TypeCategory
{
    /// <summary>Nothing is known until the value is there: object, interfaces, type parameters.</summary>
    Open,
    Boolean,
    Number,
    Character,
    String,

    /// <summary>Any other type with values of its own: enums, structs, nullables of these.</summary>
    Value,

    /// <summary>An array or a collection of the fixed list.</summary>
    Collection,

    /// <summary>A dictionary of the fixed list.</summary>
    Dictionary,

    /// <summary>Any other class.</summary>
    Class,
}

/// <summary>What the binder knows of one type.</summary>
internal interface ITypeShape
{
    /// <summary>Full name for messages.</summary>
    string Name { get; }

    TypeCategory Category { get; }

    /// <summary>True when no value of this static type can be of a derived type, so that a missing member stays missing.</summary>
    bool IsSealed { get; }

    /// <summary>A field or auto-property, own or inherited; null when there is none.</summary>
    TypeMember? FindMember(string name);

    /// <summary>Names for suggestions.</summary>
    IEnumerable<string> MemberNames { get; }

    /// <summary>Type of the elements or of the dictionary's values; null when unknown.</summary>
    ITypeShape? ElementType { get; }

    /// <summary>Type of a dictionary's keys; null when unknown or no dictionary.</summary>
    ITypeShape? KeyType { get; }
}

/// <summary>A member an expression can name.</summary>
internal sealed class TypeMember
{
    public TypeMember(string name, ITypeShape? type, string? refusal = null)
    {
        Name = name;
        Type = type;
        Refusal = refusal;
    }

    public string Name { get; }

    /// <summary>Null when nothing is known of the type.</summary>
    public ITypeShape? Type { get; }

    /// <summary>Null when the member can be read; else the sentence that says why not, such as for a computed property.</summary>
    public string? Refusal { get; }
}
