using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Cloning;

/// <summary>Makes the method that will hold the instrumented copy: private, never inlined, of the same signature.</summary>
internal static class TwinSignature
{
    private static readonly HashSet<string> TrimAttributes =
    [
        "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
        "System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessageAttribute",
        "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute",
        "System.Runtime.CompilerServices.IsUnmanagedAttribute",
    ];

    // The compiler's own pattern for a local function, so that tools count the twin to its method.
    public static string NameFor(string method, int gate) => $"<{method}>g__Probed|{gate}_0";

    /// <param name="source">The original.</param>
    /// <param name="gate">Its number.</param>
    /// <param name="passed">Locals of the original whose values the twin gets behind the arguments.</param>
    /// <param name="references">For the marks on it.</param>
    public static MethodDefinition Create(MethodDefinition source, int gate, IReadOnlyList<VariableDefinition> passed, RuntimeReferences references)
    {
        var twin = new MethodDefinition(
            NameFor(source.Name, gate),
            MethodAttributes.Private | MethodAttributes.HideBySig | (source.Attributes & MethodAttributes.Static),
            source.ReturnType)
        {
            HasThis = source.HasThis,
            ExplicitThis = source.ExplicitThis,
            CallingConvention = source.CallingConvention,
            // The original already holds the lock of a synchronized method; inlining and optimization flags are its own.
            ImplAttributes = MethodImplAttributes.IL | MethodImplAttributes.Managed | MethodImplAttributes.NoInlining,
        };
        CopyGenericParameters(source, twin);
        if (source.HasParameters)
            CopyParameters(source, twin);

        foreach (var local in passed)
            twin.Parameters.Add(new ParameterDefinition($"<local>{local.Index}", ParameterAttributes.None, local.VariableType.Unmodified()));

        CopyTrimAttributes(source, twin);
        CopyTrimAttributes(source.MethodReturnType, twin.MethodReturnType);
        twin.CustomAttributes.Add(references.CompilerGeneratedMark);
        twin.CustomAttributes.Add(references.ExcludeFromCodeCoverageMark);
        return twin;
    }

    private static void CopyParameters(MethodDefinition source, MethodDefinition twin)
    {
        foreach (var parameter in source.Parameters)
        {
            var copy = new ParameterDefinition(parameter.Name, parameter.Attributes & (ParameterAttributes.In | ParameterAttributes.Out), parameter.ParameterType);
            CopyTrimAttributes(parameter, copy);
            twin.Parameters.Add(copy);
        }
    }

    private static void CopyGenericParameters(MethodDefinition source, MethodDefinition twin)
    {
        if (!source.HasGenericParameters)
            return;

        foreach (var parameter in source.GenericParameters)
        {
            var copy = new GenericParameter(parameter.Name, twin) { Attributes = parameter.Attributes };
            CopyTrimAttributes(parameter, copy);
            foreach (var constraint in parameter.Constraints)
                copy.Constraints.Add(new GenericParameterConstraint(constraint.ConstraintType));

            twin.GenericParameters.Add(copy);
        }
    }

    private static void CopyTrimAttributes(ICustomAttributeProvider source, ICustomAttributeProvider target)
    {
        if (!source.HasCustomAttributes)
            return;

        foreach (var attribute in source.CustomAttributes)
        {
            if (TrimAttributes.Contains(attribute.AttributeType.FullName))
                target.CustomAttributes.Add(new CustomAttribute(attribute.Constructor, attribute.GetBlob() ?? Array.Empty<byte>()));
        }
    }
}
