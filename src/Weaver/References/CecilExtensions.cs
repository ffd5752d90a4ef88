using System;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.References;

/// <summary>Small questions asked of Cecil types.</summary>
internal static class CecilExtensions
{
    /// <summary>The type without required and optional modifiers and without the pinned mark.</summary>
    public static TypeReference Unmodified(this TypeReference type)
    {
        while (true)
        {
            switch (type)
            {
                case IModifierType modifier:
                    type = modifier.ElementType;
                    break;
                case PinnedType pinned:
                    type = pinned.ElementType;
                    break;
                default:
                    return type;
            }
        }
    }

    // An init setter returns void with a modifier: comparing without stripping it misses that.
    public static bool IsVoid(this TypeReference type) => type.MetadataType switch
    {
        MetadataType.Void => true,
        MetadataType.RequiredModifier or MetadataType.OptionalModifier => type.Unmodified().MetadataType == MetadataType.Void,
        _ => false,
    };

    public static bool HasAttribute(this ICustomAttributeProvider provider, string fullName)
    {
        if (!provider.HasCustomAttributes)
            return false;

        // Names first: full names are put together anew at every question.
        foreach (var attribute in provider.CustomAttributes)
        {
            var type = attribute.AttributeType;
            if (fullName.EndsWith(type.Name, StringComparison.Ordinal) && type.FullName == fullName)
                return true;
        }

        return false;
    }

    /// <summary>The definition, or null when its assembly was not given or cannot be read: the type is then like any that is not known.</summary>
    public static TypeDefinition? TryResolve(this TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Reflection spelling of a type definition's name: nested types after a plus sign.</summary>
    public static string ReflectionName(this TypeReference type)
    {
        if (type.DeclaringType != null)
            return type.DeclaringType.ReflectionName() + "+" + type.Name;

        return string.IsNullOrEmpty(type.Namespace) ? type.Name : type.Namespace + "." + type.Name;
    }

    /// <summary>The type as a reference usable inside itself: a generic type instantiated over its own parameters.</summary>
    public static TypeReference SelfReference(this TypeDefinition type)
    {
        if (!type.HasGenericParameters)
            return type;

        var instance = new GenericInstanceType(type);
        foreach (var parameter in type.GenericParameters)
            instance.GenericArguments.Add(parameter);

        return instance;
    }

    /// <summary>A reference to a field that is valid inside its own, possibly generic, type.</summary>
    public static FieldReference SelfReference(this FieldDefinition field)
        => field.DeclaringType.HasGenericParameters
            ? new FieldReference(field.Name, field.FieldType, field.DeclaringType.SelfReference())
            : field;

    public static bool IsPrefix(this OpCode opcode) => opcode.OpCodeType == OpCodeType.Prefix;

    /// <summary>Whether control never falls through to the next instruction.</summary>
    public static bool EndsBlock(this OpCode opcode) => opcode.FlowControl switch
    {
        FlowControl.Branch or FlowControl.Return or FlowControl.Throw => true,
        _ => opcode.Code is Code.Endfinally or Code.Endfilter or Code.Rethrow or Code.Jmp,
    };

    /// <summary>Targets of a branch or switch; none for other instructions.</summary>
    public static BranchTargets Targets(this Instruction instruction) => new(instruction);
}
