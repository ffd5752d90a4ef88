using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Weaver.Symbols;

/// <summary>Names of the type parameters that a signature may speak of.</summary>
internal sealed record TypeParameters(ImmutableArray<string> OfType, ImmutableArray<string> OfMethod);

/// <summary>Spells types as the manifest does: full names, nested types after a plus sign, type arguments in brackets.</summary>
internal sealed class TypeSpelling : ISignatureTypeProvider<string, TypeParameters>
{
    public static TypeSpelling Instance { get; } = new();

    /// <summary>The name of a definition, a reference or a constructed type.</summary>
    public static string Of(MetadataReader reader, EntityHandle type, TypeParameters parameters) => type.Kind switch
    {
        HandleKind.TypeDefinition => Instance.GetTypeFromDefinition(reader, (TypeDefinitionHandle)type, 0),
        HandleKind.TypeReference => Instance.GetTypeFromReference(reader, (TypeReferenceHandle)type, 0),
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(Instance, parameters),
        _ => "",
    };

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return Join(reader, outer.IsNil ? null : GetTypeFromDefinition(reader, outer, rawTypeKind), type.Namespace, type.Name);
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var outer = type.ResolutionScope.Kind == HandleKind.TypeReference ? GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind) : null;
        return Join(reader, outer, type.Namespace, type.Name);
    }

    public string GetTypeFromSpecification(MetadataReader reader, TypeParameters genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[" + new string(',', shape.Rank - 1) + "]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "method pointer";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType + "[" + string.Join(",", typeArguments) + "]";

    public string GetGenericTypeParameter(TypeParameters genericContext, int index) => NameAt(genericContext.OfType, index);

    public string GetGenericMethodParameter(TypeParameters genericContext, int index) => NameAt(genericContext.OfMethod, index);

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => elementType;

    private static string NameAt(ImmutableArray<string> names, int index) => (uint)index < (uint)names.Length ? names[index] : "T" + index;

    private static string Join(MetadataReader reader, string? outer, StringHandle space, StringHandle name)
    {
        if (outer is not null)
            return outer + "+" + reader.GetString(name);

        return space.IsNil ? reader.GetString(name) : reader.GetString(space) + "." + reader.GetString(name);
    }
}
