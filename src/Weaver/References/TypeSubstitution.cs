using System.Linq;
using Mono.Cecil;

namespace Weaver.Engine.References;

/// <summary>Reads a member's type as the user of a generic instance sees it.</summary>
internal static class TypeSubstitution
{
    /// <summary>The type with the owner's type parameters replaced by its type arguments; null for shapes that are not covered.</summary>
    public static TypeReference? Apply(TypeReference type, TypeReference owner)
    {
        if (owner is not GenericInstanceType instance)
            return type;

        switch (type)
        {
            case GenericParameter { Type: GenericParameterType.Type } parameter:
                return instance.GenericArguments[parameter.Position];
            case GenericParameter:
                return null;
            case GenericInstanceType generic:
                var arguments = generic.GenericArguments.Select(a => Apply(a, owner)).ToList();
                if (arguments.Contains(null))
                    return null;

                var result = new GenericInstanceType(generic.ElementType);
                foreach (var argument in arguments)
                    result.GenericArguments.Add(argument);

                return result;
            case ArrayType { IsVector: true } array:
                return Apply(array.ElementType, owner) is { } element ? new ArrayType(element) : null;
            case TypeSpecification:
                return null;
            default:
                return type;
        }
    }
}
