using System.Linq;
using Mono.Cecil;
using Weaver.Engine.References;

namespace Weaver.Engine.Manifests;

/// <summary>Spells types as probes and users do: full names, nested types after a plus sign, type arguments in brackets.</summary>
internal static class TypeNames
{
    public static string Of(TypeReference declared)
    {
        var type = declared.Unmodified();
        return type switch
        {
            ByReferenceType reference => Of(reference.ElementType) + "&",
            PointerType pointer => Of(pointer.ElementType) + "*",
            ArrayType array => Of(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]",
            GenericInstanceType instance => instance.ElementType.ReflectionName() + "[" + string.Join(",", instance.GenericArguments.Select(Of)) + "]",
            FunctionPointerType => "method pointer",
            GenericParameter parameter => parameter.Name,
            _ => type.ReflectionName(),
        };
    }
}
