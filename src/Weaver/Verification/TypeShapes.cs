using System;
using System.Collections.Generic;
using Mono.Cecil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>
/// What types are on the evaluation stack and which of them fit into which. Whatever depends on a type that cannot be
/// resolved is answered with "fits". Answers are remembered; one instance per module.
/// </summary>
internal sealed class TypeShapes
{
    private const int MaxEnclosing = 64;

    private readonly Dictionary<TypeReference, StackValue> _shapes = new();
    private readonly Dictionary<TypeReference, TypeDefinition?> _definitions = new();

    /// <summary>The type of a member's parameter, result or field as its user sees it.</summary>
    public StackValue Of(TypeReference declared, MemberReference member)
    {
        var type = declared.Unmodified();
        switch (type)
        {
            case GenericParameter:
                return Of(Substitute(type, member));
            case ByReferenceType reference:
                return StackValue.ReferenceTo(Substitute(reference.ElementType.Unmodified(), member));
            default:
                return Of(type);
        }
    }

    public StackValue Of(TypeReference declared)
    {
        var type = declared.Unmodified();
        switch (type.MetadataType)
        {
            case MetadataType.Boolean or MetadataType.SByte or MetadataType.Byte:
                return new StackValue(ValueKind.Int32, null, 1);
            case MetadataType.Char or MetadataType.Int16 or MetadataType.UInt16:
                return new StackValue(ValueKind.Int32, null, 2);
            case MetadataType.Int32 or MetadataType.UInt32:
                return new StackValue(ValueKind.Int32, null, 4);
            case MetadataType.Int64 or MetadataType.UInt64:
                return new StackValue(ValueKind.Int64, null, 8);
            case MetadataType.Single:
                return new StackValue(ValueKind.Float, null, 4);
            case MetadataType.Double:
                return new StackValue(ValueKind.Float, null, 8);
            case MetadataType.IntPtr or MetadataType.UIntPtr or MetadataType.Pointer or MetadataType.FunctionPointer:
                return StackValue.NativeInt;
            case MetadataType.ByReference:
                return StackValue.ReferenceTo(((ByReferenceType)type).ElementType.Unmodified());
            case MetadataType.String or MetadataType.Object or MetadataType.Array:
                return StackValue.ObjectOf(type);
            case MetadataType.Var or MetadataType.MVar:
                return new StackValue(ValueKind.Generic, type);
            case MetadataType.TypedByReference:
                return StackValue.AnyValue;
            case MetadataType.GenericInstance:
                var open = Of(((GenericInstanceType)type).ElementType);
                return open.Kind is ValueKind.Value or ValueKind.Object ? new StackValue(open.Kind, type) : open;
            case MetadataType.Class or MetadataType.ValueType:
                if (!_shapes.TryGetValue(type, out var shape))
                    _shapes.Add(type, shape = Resolved(type));

                return shape;
            default:
                return StackValue.Unknown;
        }
    }

    /// <summary>The definition of a type, or null when it is not to be had.</summary>
    public TypeDefinition? Definition(TypeReference? type)
    {
        if (type is GenericInstanceType instance)
            type = instance.ElementType;
        if (type is null or TypeDefinition)
            return (TypeDefinition?)type;
        if (type is TypeSpecification or GenericParameter)
            return null;
        if (!_definitions.TryGetValue(type, out var definition))
            _definitions.Add(type, definition = type.TryResolve());

        return definition;
    }

    /// <summary>Whether a value may be stored where the other is declared.</summary>
    public bool Fits(StackValue value, StackValue target)
    {
        if (value.Kind == ValueKind.Unknown)
            return true;

        return target.Kind switch
        {
            ValueKind.Unknown => true,
            ValueKind.Int32 => value.IsInteger,
            ValueKind.NativeInt => value.IsInteger || value.Kind == ValueKind.Reference,
            ValueKind.Reference => value.Kind == ValueKind.NativeInt || (value.Kind == ValueKind.Reference && PointeesFit(value.Type, target.Type)),
            ValueKind.Object => (value.Kind == ValueKind.Object && ClassFits(value.Type, target.Type)) || IsClassParameter(value),
            ValueKind.Value => value.Kind == ValueKind.Value && SameValue(value.Type, target.Type),
            ValueKind.Generic => value.Kind == ValueKind.Generic ? SameParameter(value.Type, target.Type) : value.Kind == ValueKind.Object && IsBoxed(value, target),
            _ => value.Kind == target.Kind,
        };
    }

    /// <summary>Whether what lies behind a reference may be read or written as the other type.</summary>
    public bool PointeesFit(TypeReference? actual, TypeReference? wanted)
    {
        if (actual == null || wanted == null || ReferenceEquals(actual, wanted))
            return true;

        return MemoryFits(Of(actual), Of(wanted));
    }

    /// <summary>Whether both have the same place in memory; what a reference leads to must fit in both directions.</summary>
    public bool MemoryFits(StackValue actual, StackValue wanted)
    {
        if (actual.Kind is ValueKind.Unknown or ValueKind.Generic || wanted.Kind is ValueKind.Unknown or ValueKind.Generic)
            return true;
        if (actual.Kind != wanted.Kind)
            return actual.Kind is ValueKind.NativeInt or ValueKind.Int64 && wanted.Kind is ValueKind.NativeInt or ValueKind.Int64;

        return actual.Kind switch
        {
            ValueKind.Object => ClassFits(actual.Type, wanted.Type) || ClassFits(wanted.Type, actual.Type),
            ValueKind.Value => SameValue(actual.Type, wanted.Type),
            _ => actual.Size == wanted.Size || actual.Size == 0 || wanted.Size == 0,
        };
    }

    /// <summary>Whether an object of one class is always one of the other; interfaces are taken on trust, as the runtime does.</summary>
    public bool ClassFits(TypeReference? actual, TypeReference? wanted)
    {
        if (actual == null || wanted == null || ReferenceEquals(actual, wanted) || wanted.MetadataType == MetadataType.Object)
            return true;
        if (actual is GenericParameter || wanted is GenericParameter)
            return true;

        var target = Definition(wanted);
        if (actual is ArrayType)
            return wanted is ArrayType || target == null || target.IsInterface || target is { Namespace: "System", Name: "Array" or "Object" };
        if (wanted is ArrayType)
            return Definition(actual) is not { IsInterface: false } other || other is { Namespace: "System", Name: "Array" };
        if (target == null || target.IsInterface)
            return true;

        var step = Definition(actual);
        for (var depth = 0; step != null && depth < MaxEnclosing; depth++)
        {
            if (SameDefinition(step, target))
                return true;
            if (step.BaseType == null)
                return false;

            step = Definition(step.BaseType);
        }

        return true;
    }

    public bool SameValue(TypeReference? one, TypeReference? other)
    {
        if (one == null || other == null || ReferenceEquals(one, other))
            return true;

        var (first, second) = (Definition(one), Definition(other));
        if (first != null && second != null && !SameDefinition(first, second))
            return false;
        if (one is not GenericInstanceType a || other is not GenericInstanceType b || a.GenericArguments.Count != b.GenericArguments.Count)
            return true;

        for (var i = 0; i < a.GenericArguments.Count; i++)
        {
            var (x, y) = (a.GenericArguments[i].Unmodified(), b.GenericArguments[i].Unmodified());
            if (x.IsPrimitive && y.IsPrimitive && x.MetadataType != y.MetadataType)
                return false;
        }

        return true;
    }

    private static bool IsClassParameter(StackValue value)
        => value is { Kind: ValueKind.Generic, Type: GenericParameter { HasReferenceTypeConstraint: true } };

    // Compilers box a parameter that is constrained to a class, which changes nothing, and use the box as the parameter.
    private static bool IsBoxed(StackValue value, StackValue target)
        => IsClassParameter(target)
            || (value.Type is GenericParameter && target.Type is GenericParameter { HasConstraints: true } && SameParameter(value.Type, target.Type));

    private static bool SameParameter(TypeReference? one, TypeReference? other)
        => one is not GenericParameter a || other is not GenericParameter b || (a.Position == b.Position && a.Type == b.Type);

    // By name where the same type was found in two files, a facade and what it stands for.
    private static bool SameDefinition(TypeDefinition one, TypeDefinition other)
        => ReferenceEquals(one, other) || (one.Name == other.Name && one.Namespace == other.Namespace && one.Module != other.Module);

    /// <summary>What a box of the type holds: of a nullable one its value, or the box is null.</summary>
    public static TypeReference Boxed(TypeReference type)
        => type is GenericInstanceType { ElementType: { Namespace: "System", Name: "Nullable`1" } } nullable ? nullable.GenericArguments[0] : type;

    /// <summary>What a generic parameter stands for where the member is used; any other type as it is.</summary>
    public static TypeReference Substitute(TypeReference type, MemberReference member)
    {
        if (type is not GenericParameter parameter)
            return type;

        var arguments = parameter.Type == GenericParameterType.Method
            ? (member as GenericInstanceMethod)?.GenericArguments
            : (member.DeclaringType as GenericInstanceType)?.GenericArguments;
        return arguments != null && parameter.Position < arguments.Count ? arguments[parameter.Position].Unmodified() : type;
    }

    // A type named by a token does not say whether it is a value type; only its definition does.
    private StackValue Resolved(TypeReference type)
    {
        var definition = Definition(type);
        if (definition == null)
            return StackValue.Unknown;
        if (definition.IsEnum)
            return Underlying(definition);
        if (!definition.IsValueType)
            return StackValue.ObjectOf(type);

        return definition.Namespace == "System" ? Primitive(type) : new StackValue(ValueKind.Value, type);
    }

    private StackValue Underlying(TypeDefinition type)
    {
        foreach (var field in type.Fields)
        {
            if (!field.IsStatic)
                return Of(field.FieldType);
        }

        return StackValue.Unknown;
    }

    private static StackValue Primitive(TypeReference type) => type.Name switch
    {
        "Boolean" or "SByte" or "Byte" => new StackValue(ValueKind.Int32, null, 1),
        "Char" or "Int16" or "UInt16" => new StackValue(ValueKind.Int32, null, 2),
        "Int32" or "UInt32" => new StackValue(ValueKind.Int32, null, 4),
        "Int64" or "UInt64" => new StackValue(ValueKind.Int64, null, 8),
        "Single" => new StackValue(ValueKind.Float, null, 4),
        "Double" => new StackValue(ValueKind.Float, null, 8),
        "IntPtr" or "UIntPtr" => StackValue.NativeInt,
        _ => new StackValue(ValueKind.Value, type),
    };
}
