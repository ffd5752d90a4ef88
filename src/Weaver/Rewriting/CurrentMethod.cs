using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// A method that asks which method is running is told the original, by name instead of by looking at the stack:
/// <c>MethodBase.GetCurrentMethod()</c> becomes <c>MethodBase.GetMethodFromHandle(...)</c>. Both answer with the
/// definition where the method or its type is generic.
/// </summary>
internal static class CurrentMethod
{
    private const string MethodBaseName = "System.Reflection.MethodBase";

    public static bool IsAskedBy(Instruction instruction)
        => instruction.OpCode.Code == Code.Call && Is(instruction.Operand, MethodBaseName, "GetCurrentMethod");

    /// <summary>What a body asks about its callers and could not ask from a twin, or null.</summary>
    public static string? FindOther(Instruction instruction)
    {
        // A delegate to either looks at the stack too.
        var asks = Is(instruction.Operand, "System.Reflection.Assembly", "GetCallingAssembly")
            || (Is(instruction.Operand, MethodBaseName, "GetCurrentMethod") && !IsAskedBy(instruction));
        return asks && instruction.Operand is MethodReference called ? called.DeclaringType.Name + "." + called.Name : null;
    }

    public static void Keep(Twin twin, RuntimeReferences references)
    {
        var original = twin.Candidate.Body;
        foreach (var copy in twin.Copy.Copies.Where(IsAskedBy))
        {
            var methodBase = ((MethodReference)copy.Operand).DeclaringType;
            var fromHandle = new MethodReference("GetMethodFromHandle", methodBase, methodBase);
            fromHandle.Parameters.Add(new ParameterDefinition(references.RuntimeMethodHandle));
            var il = new Il().Add(Instruction.Create(OpCodes.Ldtoken, original));
            if (original.DeclaringType.HasGenericParameters)
            {
                fromHandle.Parameters.Add(new ParameterDefinition(references.RuntimeTypeHandle));
                il.Add(Instruction.Create(OpCodes.Ldtoken, original.DeclaringType));
            }

            twin.Hooks.Replace(copy, il.Call(fromHandle).Code);
        }
    }

    private static bool Is(object? operand, string type, string name)
        => operand is MethodReference called && called.Name == name && called.DeclaringType.FullName == type;
}
