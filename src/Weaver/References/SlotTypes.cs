using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Weaver.Contract;

namespace Weaver.Engine.References;

/// <summary>Which types can be a slot of a frame, and as what. One instance per module; answers are remembered.</summary>
internal sealed class SlotTypes(ModuleDefinition module, RuntimeReferences references)
{
    private const int AllowsByRefLike = 0x20;
    private const int MaxStructDepth = 8;
    private const string ByRefLikeAttribute = "System.Runtime.CompilerServices.IsByRefLikeAttribute";

    private readonly Dictionary<TypeDefinition, bool> _byRefLike = new();

    /// <summary>The slot type for a variable of this type, or null with the reason.</summary>
    public TypeReference? For(TypeReference declared, out UnreadableReason reason)
    {
        var type = declared.Unmodified();
        reason = UnreadableReason.None;
        switch (type.MetadataType)
        {
            case MetadataType.Pointer or MetadataType.FunctionPointer:
                // A pointer cannot be a type argument; its address is shown as a number.
                return module.TypeSystem.IntPtr;
            case MetadataType.TypedByReference or MetadataType.Void or MetadataType.Sentinel or MetadataType.ByReference:
                reason = UnreadableReason.UnsupportedType;
                return null;
            case MetadataType.Var or MetadataType.MVar when ((int)((GenericParameter)type).Attributes & AllowsByRefLike) != 0:
                reason = UnreadableReason.RefStruct;
                return null;
        }

        if (!type.IsValueType || type.IsPrimitive || type is ArrayType or GenericParameter)
            return type;

        // Of a span the length can be shown.
        if (references.SpanView(type) is { } view)
            return view;

        var definition = type.TryResolve();
        if (definition == null)
            reason = UnreadableReason.UnsupportedType;
        else if (IsByRefLike(definition))
            reason = UnreadableReason.RefStruct;

        return reason == UnreadableReason.None ? type : null;
    }

    public bool IsByRefLike(TypeDefinition type)
    {
        if (!_byRefLike.TryGetValue(type, out var answer))
            _byRefLike.Add(type, answer = type.HasAttribute(ByRefLikeAttribute));

        return answer;
    }

    /// <summary>
    /// Whether reading such a value through a reference that points nowhere sensible can at worst give odd bits. A
    /// reference made up by unsafe code may point past the end of an array; an object read from there would kill the process. Of a span
    /// only the length is read.
    /// </summary>
    public static bool IsFreeOfReferences(TypeReference declared) => IsFreeOfReferences(declared, 0);

    private static bool IsFreeOfReferences(TypeReference declared, int depth)
    {
        var type = declared.Unmodified();
        if (type.IsPrimitive || type.MetadataType is MetadataType.Pointer or MetadataType.FunctionPointer)
            return true;
        if (RuntimeReferences.IsSpan(type))
            return true;
        if (!type.IsValueType || type is GenericParameter or GenericInstanceType or ArrayType || depth == MaxStructDepth)
            return false;

        var definition = type.TryResolve();
        return definition != null
            && (definition.IsEnum || definition.Fields.Where(f => !f.IsStatic).All(f => IsFreeOfReferences(f.FieldType, depth + 1)));
    }

    /// <summary>Whether a variable of this type may be a ref struct, for all that is known here.</summary>
    public static bool MayBeByRefLike(TypeReference declared)
    {
        var type = declared.Unmodified();
        if (type is GenericParameter parameter)
            return ((int)parameter.Attributes & AllowsByRefLike) != 0;

        return type.IsValueType && !type.IsPrimitive && type is not ArrayType && (type.TryResolve() is not { } definition || definition.HasAttribute(ByRefLikeAttribute));
    }
}
