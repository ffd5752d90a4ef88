using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Tests.Support.Mutations;

/// <summary>Damages sound bodies in the ways a weaver could: one edit at a time, chosen by a seed.</summary>
internal sealed class BodyMutator(ModuleDefinition module, Random random)
{
    private static readonly OpCode[][] s_alike =
    [
        [OpCodes.Ldind_I1, OpCodes.Ldind_U2, OpCodes.Ldind_I4, OpCodes.Ldind_I8, OpCodes.Ldind_R4, OpCodes.Ldind_R8, OpCodes.Ldind_Ref],
        [OpCodes.Stind_I1, OpCodes.Stind_I4, OpCodes.Stind_I8, OpCodes.Stind_R8, OpCodes.Stind_Ref],
        [OpCodes.Ldc_I4_0, OpCodes.Ldnull],
        [OpCodes.Ldc_I4_1, OpCodes.Ldnull],
        [OpCodes.Add, OpCodes.Ceq, OpCodes.And, OpCodes.Shl, OpCodes.Rem],
        [OpCodes.Conv_I4, OpCodes.Conv_I8, OpCodes.Conv_R8, OpCodes.Conv_U],
        [OpCodes.Ldelem_Ref, OpCodes.Ldelem_I4, OpCodes.Ldelem_I8, OpCodes.Ldelem_R8, OpCodes.Ldelem_U1],
        [OpCodes.Stelem_Ref, OpCodes.Stelem_I4, OpCodes.Stelem_I8, OpCodes.Stelem_R8],
        [OpCodes.Ldloc_S, OpCodes.Ldloca_S],
        [OpCodes.Ldarg_S, OpCodes.Ldarga_S],
        [OpCodes.Ldfld, OpCodes.Ldflda],
        [OpCodes.Ldsfld, OpCodes.Ldsflda],
        [OpCodes.Ceq, OpCodes.Add, OpCodes.Sub, OpCodes.Div_Un],
        [OpCodes.Leave, OpCodes.Br],
        [OpCodes.Endfinally, OpCodes.Ret, OpCodes.Rethrow],
    ];

    private static readonly Dictionary<OpCode, OpCode> s_long = Branches(OperandType.ShortInlineBrTarget)
        .ToDictionary(o => o, o => Branches(OperandType.InlineBrTarget).Single(l => l.Name + ".s" == o.Name));

    public static readonly string[] Kinds =
    [
        "swap the opcode", "drop a box", "drop a load", "drop a store", "drop any instruction", "change a local's type", "retarget a branch",
        "reorder handlers", "take another variable", "call another method", "swap two neighbors", "move a region's border",
    ];

    /// <summary>Makes one edit of the given kind; false where the body has nothing for it.</summary>
    public bool TryMutate(MethodDefinition method, string kind)
    {
        // Long branches everywhere: an edit must not fail for the distance it adds.
        var body = method.Body;
        foreach (var branch in body.Instructions.Where(i => i.OpCode.OperandType == OperandType.ShortInlineBrTarget))
            branch.OpCode = s_long[branch.OpCode];

        return kind switch
        {
            "swap the opcode" => TryEdit(body, i => s_alike.Any(s => s.Contains(i.OpCode)), SwapOpCode),
            "drop a box" => TryEdit(body, i => i.OpCode.Code is Code.Box or Code.Unbox_Any, Drop),
            "drop a load" => TryEdit(body, i => i.OpCode.StackBehaviourPush != StackBehaviour.Push0 && i.OpCode.StackBehaviourPop == StackBehaviour.Pop0, Drop),
            "drop a store" => TryEdit(body, i => i.OpCode.Name.StartsWith("stloc", StringComparison.Ordinal) || i.OpCode.Code is Code.Stfld or Code.Starg_S or Code.Pop, Drop),
            "drop any instruction" => TryEdit(body, i => i.OpCode.Code != Code.Nop, Drop),
            "change a local's type" => TryChangeLocal(body),
            "retarget a branch" => TryEdit(body, i => i.Operand is Instruction, i => i.Operand = Any(body.Instructions)),
            "reorder handlers" => TryReorder(body),
            "take another variable" => body.Variables.Count > 1
                && TryEdit(body, i => i.OpCode.Code is Code.Ldloc_S or Code.Stloc_S or Code.Ldloca_S || IsShortLocal(i), i => TakeOther(body, i)),
            "call another method" => TryEdit(body, i => i.OpCode.Code is Code.Call or Code.Callvirt, i => i.Operand = Any(method.DeclaringType.Methods)),
            "swap two neighbors" => TrySwap(body),
            _ => TryMoveBorder(body),
        };
    }

    private static IEnumerable<OpCode> Branches(OperandType type)
        => typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).Where(o => o.OperandType == type);

    private static void Drop(Instruction instruction)
    {
        instruction.OpCode = OpCodes.Nop;
        instruction.Operand = null;
    }

    private static bool IsShortLocal(Instruction instruction)
        => instruction.OpCode.Code is (>= Code.Ldloc_0 and <= Code.Ldloc_3) or (>= Code.Stloc_0 and <= Code.Stloc_3);

    private bool TryEdit(MethodBody body, Func<Instruction, bool> choose, Action<Instruction> edit)
    {
        var chosen = body.Instructions.Where(choose).ToList();
        if (chosen.Count == 0)
            return false;

        edit(Any(chosen));
        return true;
    }

    private void SwapOpCode(Instruction instruction)
    {
        var others = s_alike.Where(s => s.Contains(instruction.OpCode)).SelectMany(s => s).Where(o => o != instruction.OpCode).ToList();
        instruction.OpCode = Any(others);
    }

    private bool TryChangeLocal(MethodBody body)
    {
        if (body.Variables.Count == 0)
            return false;

        var variable = Any(body.Variables);
        var types = module.TypeSystem;
        TypeReference[] choice = [types.Int32, types.Int64, types.Double, types.Object, types.IntPtr, types.String, new ByReferenceType(types.Int32)];
        variable.VariableType = Any(choice.Where(t => t.FullName != variable.VariableType.FullName).ToList());
        return true;
    }

    private bool TryReorder(MethodBody body)
    {
        if (body.ExceptionHandlers.Count < 2)
            return false;

        var first = random.Next(body.ExceptionHandlers.Count - 1);
        (body.ExceptionHandlers[first], body.ExceptionHandlers[first + 1]) = (body.ExceptionHandlers[first + 1], body.ExceptionHandlers[first]);
        return true;
    }

    private void TakeOther(MethodBody body, Instruction instruction)
    {
        var name = instruction.OpCode.Name;
        instruction.OpCode = name.StartsWith("ldloca", StringComparison.Ordinal) ? OpCodes.Ldloca : name.StartsWith("ldloc", StringComparison.Ordinal) ? OpCodes.Ldloc : OpCodes.Stloc;
        instruction.Operand = Any(body.Variables);
    }

    private bool TrySwap(MethodBody body)
    {
        if (body.Instructions.Count < 3)
            return false;

        var index = random.Next(body.Instructions.Count - 2);
        var (one, two) = (body.Instructions[index], body.Instructions[index + 1]);
        (one.OpCode, two.OpCode) = (two.OpCode, one.OpCode);
        (one.Operand, two.Operand) = (two.Operand, one.Operand);
        return true;
    }

    private bool TryMoveBorder(MethodBody body)
    {
        if (body.ExceptionHandlers.Count == 0)
            return false;

        var handler = Any(body.ExceptionHandlers);
        switch (random.Next(3))
        {
            case 0:
                handler.TryStart = Any(body.Instructions);
                break;
            case 1:
                // The handler often begins where the try ends.
                handler.TryEnd = handler.TryEnd.Next ?? handler.TryEnd;
                break;
            default:
                handler.HandlerEnd = Any(body.Instructions);
                break;
        }

        return true;
    }

    private T Any<T>(IList<T> items) => items[random.Next(items.Count)];
}
