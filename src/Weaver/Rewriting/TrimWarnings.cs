using System;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Contract;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>Keeps a trimmer or native compiler from warning about what only a twin does.</summary>
/// <remarks>
/// Frames ask for the fields of their variables' types to be kept (see FieldsOfTypes of the runtime). Where the type is a
/// parameter, or a field has demands of its own, that cannot be promised and need not be: a field that is missing is not shown.
/// </remarks>
internal static class TrimWarnings
{
    private const string UnknownTypeArgument = "IL2091";
    private const string FieldWithDemands = "IL2110";
    private const string SharedLambda = "IL2117";

    public static void Suppress(Twin twin, RuntimeReferences references)
    {
        if (twin.Layout.Slots.Any(static slot => slot.Type.ContainsGenericParameter))
            twin.Method.CustomAttributes.Add(references.Suppression(UnknownTypeArgument));

        if (twin.Layout.Slots.Any(static slot => MayHaveDemands(slot.Type)))
            twin.Method.CustomAttributes.Add(references.Suppression(FieldWithDemands));

        // The lambdas of a method and their closures are used by its twin too, so to such a tool they have two owners.
        if (twin.Method.Body.Instructions.Any(static i => i.Operand is MemberReference member && IsOfCompiler(member)))
            twin.Method.CustomAttributes.Add(references.Suppression(SharedLambda));
    }

    // Only fields of type Type or string can have any.
    private static bool MayHaveDemands(TypeReference type)
        => !type.IsPrimitive && type is not GenericParameter && type.MetadataType is not (MetadataType.String or MetadataType.Object);

    private static bool IsOfCompiler(MemberReference member) => IsOfCompiler(member.Name) || member.DeclaringType is { } owner && IsOfCompiler(owner.Name);

    // Every twin asks the weaver's own class for the module's number; to such a tool that one belongs to nobody.
    private static bool IsOfCompiler(string name) => name.StartsWith("<", StringComparison.Ordinal) && name != HookNames.Holder;
}
