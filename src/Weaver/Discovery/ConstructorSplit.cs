using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;
using Weaver.Engine.Verification;

namespace Weaver.Engine.Discovery;

/// <summary>
/// Where the part of an instance constructor begins that can run in a twin: directly behind the call of the base
/// constructor, or of another one of the same type. Until then "this" must not leave the constructor. A struct has no
/// such call and is split at its start.
/// </summary>
internal sealed class ConstructorSplit
{
    private ConstructorSplit(Instruction start, IReadOnlyList<VariableDefinition> passed)
    {
        Start = start;
        Passed = passed;
    }

    /// <summary>First instruction of the twin's part.</summary>
    public Instruction Start { get; }

    /// <summary>Locals that the first part has used and the second uses too; the twin gets their values.</summary>
    public IReadOnlyList<VariableDefinition> Passed { get; }

    /// <summary>The split, or null with the reason as the end of a sentence.</summary>
    public static ConstructorSplit? Find(MethodDefinition constructor, OriginalBody original, out string problem)
    {
        var body = constructor.Body;
        problem = "";
        if (constructor.DeclaringType.IsValueType)
            return new ConstructorSplit(body.Instructions[0], []);

        var calls = body.Instructions.Where(i => CallsConstructorOfThis(constructor, i)).ToList();
        if (calls.Count != 1 || calls[0].Next is not { } start)
        {
            problem = calls.Count > 1 ? "it calls a base constructor in more than one place" : "it calls no base constructor that could be found";
            return null;
        }

        problem = FindBarrier(body, original, start) ?? "";
        if (problem.Length > 0)
            return null;

        var passed = Crossing(body, start);
        problem = FindUnpassable(constructor, start, passed) ?? "";
        return problem.Length > 0 ? null : new ConstructorSplit(start, passed);
    }

    // Objects of these types that are not "this" are made by newobj.
    private static bool CallsConstructorOfThis(MethodDefinition constructor, Instruction instruction)
    {
        if (instruction.OpCode.Code != Code.Call || instruction.Operand is not MethodReference { Name: ".ctor" } called)
            return false;

        var type = called.DeclaringType.GetElementType().FullName;
        return type == constructor.DeclaringType.FullName || type == constructor.DeclaringType.BaseType?.GetElementType().FullName;
    }

    private static string? FindBarrier(MethodBody body, OriginalBody original, Instruction start)
    {
        if (original.DepthBefore(start) != 0)
            return "the stack is not empty behind the call of its base constructor";
        if (body.ExceptionHandlers.Any(h => System.Math.Min(h.TryStart.Offset, h.HandlerStart.Offset) < start.Offset && (h.HandlerEnd == null || h.HandlerEnd.Offset > start.Offset || h.TryEnd.Offset > start.Offset)))
            return "a protected region reaches across the call of its base constructor";
        if (body.Instructions.Any(i => i.Targets().Any(t => t.Offset < start.Offset != i.Offset < start.Offset)))
            return "a branch leads across the call of its base constructor";

        return null;
    }

    private static List<VariableDefinition> Crossing(MethodBody body, Instruction start)
    {
        var before = new HashSet<VariableDefinition>();
        var after = new HashSet<VariableDefinition>();
        foreach (var instruction in body.Instructions)
        {
            if (LocalOf(body, instruction) is { } local)
                (instruction.Offset < start.Offset ? before : after).Add(local);
        }

        return body.Variables.Where(v => before.Contains(v) && after.Contains(v)).ToList();
    }

    private static string? FindUnpassable(MethodDefinition constructor, Instruction start, List<VariableDefinition> passed)
    {
        foreach (var local in passed)
        {
            if (local.VariableType.IsPinned || local.VariableType.Unmodified().MetadataType is MetadataType.TypedByReference)
                return $"a local of type '{local.VariableType.FullName}' holds a value across the call of its base constructor";
        }

        // A copy must not leave an alias of the first one behind: its address may be kept in another local, or anywhere
        // once it is a pointer.
        var addresses = constructor.Body.Instructions.Where(i => i.Offset < start.Offset && i.OpCode.Code is Code.Ldloca or Code.Ldloca_S or Code.Ldarga or Code.Ldarga_S).ToList();
        if (addresses.Any(a => a.Next?.OpCode.Code is Code.Conv_U or Code.Conv_I)
            || (addresses.Count > 0 && passed.Any(p => CanHoldAddress(p.VariableType))))
        {
            return "the address of a local is kept across the call of its base constructor";
        }

        return null;
    }

    private static bool CanHoldAddress(TypeReference declared)
    {
        var type = declared.Unmodified();
        return type is ByReferenceType or PointerType || SlotTypes.MayBeByRefLike(type);
    }

    private static VariableDefinition? LocalOf(MethodBody body, Instruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Ldloc_0 and <= Code.Ldloc_3 => body.Variables[instruction.OpCode.Code - Code.Ldloc_0],
        >= Code.Stloc_0 and <= Code.Stloc_3 => body.Variables[instruction.OpCode.Code - Code.Stloc_0],
        _ => instruction.Operand as VariableDefinition,
    };
}
