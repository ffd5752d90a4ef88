using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Architecture.Tests;

/// <summary>Every type that a type names: in its declaration, its members, its attributes and its code.</summary>
internal static class TypeUses
{
    public static IEnumerable<TypeReference> Of(TypeDefinition type) => Direct(type).SelectMany(Parts);

    private static List<TypeReference?> Direct(TypeDefinition type)
    {
        var uses = new List<TypeReference?> { type.BaseType };
        uses.AddRange(type.Interfaces.Select(static implementation => implementation.InterfaceType));
        uses.AddRange(Attributes(type));
        uses.AddRange(Constraints(type));
        foreach (var field in type.Fields)
        {
            uses.Add(field.FieldType);
            uses.AddRange(Attributes(field));
        }

        foreach (var method in type.Methods)
        {
            uses.AddRange(Signature(method));
            uses.AddRange(Attributes(method));
            uses.AddRange(Constraints(method));
            if (method.HasBody)
                uses.AddRange(Body(method.Body));
        }

        return uses;
    }

    private static IEnumerable<TypeReference?> Body(MethodBody body)
    {
        foreach (var variable in body.Variables)
            yield return variable.VariableType;
        foreach (var handler in body.ExceptionHandlers)
            yield return handler.CatchType;
        foreach (var instruction in body.Instructions)
        {
            foreach (var type in Operand(instruction))
                yield return type;
        }
    }

    private static IEnumerable<TypeReference?> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => Signature(method).Append(method.DeclaringType),
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters)
            yield return parameter.ParameterType;
        if (method is GenericInstanceMethod instance)
        {
            foreach (var argument in instance.GenericArguments)
                yield return argument;
        }
    }

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.Select(static attribute => attribute.AttributeType);

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(static parameter => parameter.Constraints).Select(static constraint => constraint.ConstraintType);

    // List<Probe[]> is made of List and Probe.
    private static IEnumerable<TypeReference> Parts(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return [];
            case GenericInstanceType instance:
                return instance.GenericArguments.SelectMany(Parts).Concat(Parts(instance.ElementType));
            case FunctionPointerType pointer:
                return Signature(pointer).SelectMany(Parts);
            case TypeSpecification specification:
                return Parts(specification.ElementType);
            default:
                return [type];
        }
    }

    private static IEnumerable<TypeReference?> Signature(FunctionPointerType pointer) =>
        pointer.Parameters.Select(static parameter => parameter.ParameterType).Append(pointer.ReturnType);
}
