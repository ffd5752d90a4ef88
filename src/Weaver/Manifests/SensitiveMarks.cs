using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Weaver.Contract;
using Weaver.Engine.References;
using Weaver.Engine.Rewriting;

namespace Weaver.Engine.Manifests;

/// <summary>
/// Carries <c>[Sensitive]</c> to where the runtime finds it: parameters and return values into the manifest, properties and
/// parameters onto the fields that the compiler made of them, since trimming may forget a property but not the mark of a
/// field that is kept.
/// </summary>
internal static class SensitiveMarks
{
    private const string Name = HookNames.AttributesNamespace + "." + HookNames.SensitiveAttribute;

    /// <summary>Whether anything in a module can be marked. Where nothing can, nothing need be looked at.</summary>
    public static bool AreIn(ModuleDefinition module) => module.HasTypeReference(Name) || module.GetType(Name) != null;

    /// <summary>
    /// True for a marked argument or result, for those of the accessors of a marked property, and for a captured variable
    /// that is one of them.
    /// </summary>
    /// <remarks>To be asked after <see cref="CopyToFields"/>.</remarks>
    public static bool Covers(MethodDefinition method, FrameVariable variable) => variable.Kind switch
    {
        VariableKind.Argument => method.Parameters.Any(p => p.Name == variable.Name && IsMarked(p))
            || (method.IsSetter && variable.Name == "value" && PropertyOf(method) is { } written && IsMarked(written)),
        VariableKind.Return => IsMarked(method.MethodReturnType) || (method.IsGetter && PropertyOf(method) is { } read && IsMarked(read)),
        _ => variable.Slot is CapturedSlot captured && IsMarked(captured.Captured),
    };

    /// <summary>Marks the fields of a module that stand for something marked.</summary>
    public static void CopyToFields(ModuleDefinition module)
    {
        if (!AreIn(module))
            return;

        foreach (var type in module.GetTypes())
        {
            foreach (var property in type.Properties.Where(IsMarked))
                Mark(type.Fields.Where(f => f.Name == $"<{property.Name}>k__BackingField"), property);

            foreach (var method in type.Methods)
            {
                foreach (var parameter in method.Parameters.Where(IsMarked))
                    Mark(FieldsOf(type, method, parameter.Name), parameter);
            }
        }
    }

    // Of a record or a primary constructor; and in what the compiler made of lambdas, iterators and async methods, where a
    // parameter of another method that has the same name is hidden as well.
    private static IEnumerable<FieldDefinition> FieldsOf(TypeDefinition type, MethodDefinition method, string name)
    {
        var made = type.NestedTypes.Where(n => n.Name.StartsWith("<", StringComparison.Ordinal)).SelectMany(n => n.Fields).Where(f => f.Name == name);
        return method.IsConstructor ? made.Concat(type.Fields.Where(f => f.Name == $"<{name}>k__BackingField" || f.Name == $"<{name}>P")) : made;
    }

    private static void Mark(IEnumerable<FieldDefinition> fields, ICustomAttributeProvider source)
    {
        var mark = source.CustomAttributes.First(IsMark);
        foreach (var field in fields.Where(f => !IsMarked(f)))
            field.CustomAttributes.Add(new CustomAttribute(mark.Constructor));
    }

    private static PropertyDefinition? PropertyOf(MethodDefinition accessor) =>
        accessor.DeclaringType.Properties.FirstOrDefault(p => p.GetMethod == accessor || p.SetMethod == accessor);

    private static bool IsMarked(ICustomAttributeProvider provider) => provider.HasAttribute(Name);

    private static bool IsMark(CustomAttribute attribute) => attribute.AttributeType.FullName == Name;
}
