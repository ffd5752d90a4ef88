using System.Linq;
using Mono.Cecil;

namespace Weaver.Engine.References;

/// <summary>Reads a member's type as the user of a generic instance sees it.</summary>
internal static class TypeSubstitution
{
    /// <summary>The type with the owner's type parameters replaced by its type arguments; null for shapes that are not covered.</summary>
    public static TypeReference? Apply(TypeReference type, TypeReference owner)
        => owner is GenericInstanceType ? Apply(type, owner as IGenericInstance, null) : type;

    /// <summary>The type of a parameter with the type parameters of a called method and of its type replaced.</summary>
    public static TypeReference? Apply(TypeReference type, MethodReference called)
        => Apply(type, called.DeclaringType as IGenericInstance, called as IGenericInstance);

    private static TypeReference? Apply(TypeReference type, IGenericInstance? owner, IGenericInstance? method)
    {
        switch (type)
        {
            case GenericParameter { Type: GenericParameterType.Type } parameter:
                return owner?.GenericArguments[parameter.Position];
            case GenericParameter parameter:
                return method?.GenericArguments[parameter.Position];
            case GenericInstanceType generic:
                var arguments = generic.GenericArguments.Select(a => Apply(a, owner, method)).ToList();
                if (arguments.Contains(null))
                    return null;

                var result = new GenericInstanceType(generic.ElementType);
                foreach (var argument in arguments)
                    result.GenericArguments.Add(argument);

                return result;
            case ArrayType { IsVector: true } array:
                return Apply(array.ElementType, owner, method) is { } element ? new ArrayType(element) : null;
            case TypeSpecification:
                return null;
            default:
                return type;
        }
    }
}
