using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>The types that literals and operators give.</summary>
internal sealed class KnownShape : ITypeShape
{
    public static readonly KnownShape Boolean = new KnownShape("System.Boolean", TypeCategory.Boolean);
    public static readonly KnownShape Number = new KnownShape("System.Int32", TypeCategory.Number);
    public static readonly KnownShape Double = new KnownShape("System.Double", TypeCategory.Number);
    public static readonly KnownShape String = new KnownShape("System.String", TypeCategory.String);

    private KnownShape(string name, TypeCategory category)
    {
        Name = name;
        Category = category;
    }

    public string Name { get; }

    public TypeCategory Category { get; }

    public bool IsSealed => true;

    public IEnumerable<string> MemberNames => Array.Empty<string>();

    public ITypeShape? ElementType => null;

    public ITypeShape? KeyType => null;

    public TypeMember? FindMember(string name) => null;

    /// <summary>Null for the literal null, which fits everything.</summary>
    public static ITypeShape? Of(LiteralKind kind)
    {
        switch (kind)
        {
            case LiteralKind.Boolean: return Boolean;
            case LiteralKind.Integer: return Number;
            case LiteralKind.Double: return Double;
            case LiteralKind.String: return String;
            default: return null;
        }
    }
}
