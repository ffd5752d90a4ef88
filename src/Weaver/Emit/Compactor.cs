using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Emit;

/// <summary>Gives a finished body its short instruction forms, in linear time.</summary>
internal static class Compactor
{
    private const int LongSize = 5;
    private const int ShortSize = 2;

    private static readonly OpCode[] LoadLocals = [OpCodes.Ldloc_0, OpCodes.Ldloc_1, OpCodes.Ldloc_2, OpCodes.Ldloc_3];
    private static readonly OpCode[] StoreLocals = [OpCodes.Stloc_0, OpCodes.Stloc_1, OpCodes.Stloc_2, OpCodes.Stloc_3];
    private static readonly OpCode[] LoadArguments = [OpCodes.Ldarg_0, OpCodes.Ldarg_1, OpCodes.Ldarg_2, OpCodes.Ldarg_3];

    public static void Compact(List<Instruction> code, bool hasThis)
    {
        // What may become shorter, in order: the passes over it need not look at the rest.
        var branches = new List<Instruction>();
        foreach (var instruction in code)
        {
            CompactOperand(instruction, hasThis);
            if (instruction.Operand is Instruction && OpCodeForms.TryShort(instruction.OpCode, out _))
                branches.Add(instruction);
        }

        CompactBranches(code, branches);
    }

    private static void CompactOperand(Instruction instruction, bool hasThis)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldloc:
                Variable(instruction, LoadLocals, OpCodes.Ldloc_S);
                break;
            case Code.Stloc:
                Variable(instruction, StoreLocals, OpCodes.Stloc_S);
                break;
            case Code.Ldloca:
                Variable(instruction, [], OpCodes.Ldloca_S);
                break;
            case Code.Ldarg:
                Argument(instruction, hasThis, LoadArguments, OpCodes.Ldarg_S);
                break;
            case Code.Ldarga:
                Argument(instruction, hasThis, [], OpCodes.Ldarga_S);
                break;
            case Code.Starg:
                Argument(instruction, hasThis, [], OpCodes.Starg_S);
                break;
        }
    }

    private static void Variable(Instruction instruction, OpCode[] indexed, OpCode shortForm)
    {
        var index = ((VariableDefinition)instruction.Operand).Index;
        Choose(instruction, index, indexed, shortForm);
    }

    private static void Argument(Instruction instruction, bool hasThis, OpCode[] indexed, OpCode shortForm)
    {
        // The index of "this" is -1, that of the first parameter 0.
        var index = ((ParameterDefinition)instruction.Operand).Index + (hasThis ? 1 : 0);
        Choose(instruction, index, indexed, shortForm);
    }

    private static void Choose(Instruction instruction, int index, OpCode[] indexed, OpCode shortForm)
    {
        if (index < indexed.Length)
        {
            instruction.OpCode = indexed[index];
            instruction.Operand = null;
        }
        else if (index <= byte.MaxValue)
        {
            instruction.OpCode = shortForm;
        }
    }

    // Offsets are those with every branch long. Shortening only brings targets nearer, so a distance that fits now still
    // fits in the end; a second pass takes what the first made room for.
    private static void CompactBranches(List<Instruction> code, List<Instruction> branches)
    {
        var offset = 0;
        foreach (var instruction in code)
        {
            instruction.Offset = offset;
            offset += instruction.GetSize();
        }

        if (Shorten(code, branches))
            Shorten(code, branches);
    }

    // Keeps those that are long still.
    private static bool Shorten(List<Instruction> code, List<Instruction> branches)
    {
        var shortened = branches.FindAll(IsNear);
        if (shortened.Count == 0)
            return false;

        branches.RemoveAll(IsNear);
        foreach (var branch in shortened)
        {
            OpCodeForms.TryShort(branch.OpCode, out var shortForm);
            branch.OpCode = shortForm;
        }

        // Whatever lies behind moves up.
        var (gain, next) = (0, 0);
        foreach (var instruction in code)
        {
            instruction.Offset -= gain;
            if (next < shortened.Count && ReferenceEquals(instruction, shortened[next]))
            {
                next++;
                gain += LongSize - ShortSize;
            }
        }

        return true;
    }

    private static bool IsNear(Instruction branch)
        => ((Instruction)branch.Operand).Offset - (branch.Offset + LongSize) is >= sbyte.MinValue and <= sbyte.MaxValue - 3;
}
