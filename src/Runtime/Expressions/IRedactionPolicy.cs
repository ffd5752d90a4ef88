using System;

namespace Weaver.Expressions;

/// <summary>What expressions must not reveal.</summary>
internal interface IRedactionPolicy
{
    /// <summary>True when a variable, member or key of this name is sensitive.</summary>
    bool IsRedactedName(string name);

    /// <summary>True when values of this type are sensitive.</summary>
    bool IsRedactedType(Type type);
}

/// <summary>Nothing is sensitive.</summary>
internal sealed class NoRedaction : IRedactionPolicy
{
    public static readonly NoRedaction Instance = new();

    public bool IsRedactedName(string name) => false;

    public bool IsRedactedType(Type type) => false;
}
