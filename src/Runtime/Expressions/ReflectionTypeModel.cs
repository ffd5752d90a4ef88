using System;
using System.Collections.Generic;
using Weaver.Frames;
using Weaver.Language;

namespace Weaver.Expressions;

/// <summary>Answers the binder from the declared types of the running program.</summary>
internal sealed class ReflectionTypeModel : ITypeModel
{
    private readonly Func<SiteVariable, Type?> _typeOf;

    /// <param name="typeOf">The declared type of a variable, such as that of its slot; null when it is not known.</param>
    public ReflectionTypeModel(Func<SiteVariable, Type?> typeOf) => _typeOf = typeOf;

    public ITypeShape? TypeOf(SiteVariable variable) => variable.Kind switch
    {
        SiteVariableKind.Duration => ReflectedShape.Of(typeof(double)),
        SiteVariableKind.Exception => ReflectedShape.Of(typeof(Exception)),
        _ => _typeOf(variable) is { } type ? ReflectedShape.Of(type) : null,
    };
}

/// <summary>A type of the running program as the binder sees it.</summary>
internal sealed class ReflectedShape : ITypeShape
{
    private readonly Type _type;
    private readonly Type? _elementType;
    private readonly Type? _keyType;

    private ReflectedShape(Type type)
    {
        _type = type;
        Category = CategoryOf(type);
        if (Category is not (TypeCategory.Collection or TypeCategory.Dictionary))
            return;

        var arguments = type.GenericTypeArguments;
        _elementType = type.IsArray ? type.GetElementType() : arguments.Length > 0 ? arguments[^1] : null;
        _keyType = arguments.Length == 2 ? arguments[0] : null;
    }

    public string Name => _type.FullName ?? _type.Name;

    public TypeCategory Category { get; }

    public bool IsSealed => _type.IsSealed;

    public IEnumerable<string> MemberNames => MemberAccess.NamesOf(_type);

    public ITypeShape? ElementType => _elementType is null ? null : Of(_elementType);

    public ITypeShape? KeyType => _keyType is null ? null : Of(_keyType);

    public static ReflectedShape Of(Type type) => new(Nullable.GetUnderlyingType(type) ?? type);

    public TypeMember? FindMember(string name)
    {
        var member = MemberAccess.Find(_type, name);
        if (member.IsMissing)
            return null;

        return new TypeMember(name, member.Type is null ? null : Of(member.Type), member.Refusal);
    }

    private static TypeCategory CategoryOf(Type type)
    {
        if (type == typeof(bool))
            return TypeCategory.Boolean;
        if (type == typeof(char))
            return TypeCategory.Character;
        if (type == typeof(string))
            return TypeCategory.String;
        if (type == typeof(decimal) || (type.IsPrimitive && type != typeof(nint) && type != typeof(nuint)))
            return TypeCategory.Number;

        switch (CollectionKinds.Of(type))
        {
            case CollectionKind.Dictionary: return TypeCategory.Dictionary;
            case CollectionKind.List or CollectionKind.Collection: return TypeCategory.Collection;
        }

        if (type.IsValueType)
            return Pairs.IsPair(type) || typeof(ISpanView).IsAssignableFrom(type) ? TypeCategory.Open : TypeCategory.Value;

        return type == typeof(object) || type.IsInterface || type.IsGenericParameter || type == typeof(Array) || type == typeof(ValueType) || type == typeof(Enum)
            ? TypeCategory.Open
            : TypeCategory.Class;
    }
}
