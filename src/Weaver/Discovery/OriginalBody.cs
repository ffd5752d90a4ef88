using System;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;
using Weaver.Engine.Verification;

namespace Weaver.Engine.Discovery;

/// <summary>One body as it was read, before anything is edited: what stands at which offset, and how deep the stack is there.</summary>
internal sealed class OriginalBody
{
    private readonly int[] _depths;

    // By offset, one more than the index of the instruction there; 0 where none begins.
    private readonly int[] _indexes;

    private OriginalBody(MethodDefinition method, int[] depths, bool hasLoop)
    {
        Code = new Instruction[method.Body.Instructions.Count];
        method.Body.Instructions.CopyTo(Code, 0);
        HasLoop = hasLoop;
        _depths = depths;

        // What an earlier weaver added may have any offset, the last instruction too; it must not hide what was there before.
        var last = 0;
        for (var i = 0; i < depths.Length; i++)
            last = Math.Max(last, Code[i].Offset);

        _indexes = new int[last + 1];
        for (var i = depths.Length - 1; i >= 0; i--)
        {
            if ((uint)Code[i].Offset < (uint)_indexes.Length)
                _indexes[Code[i].Offset] = i + 1;
        }
    }

    /// <summary>All instructions in order.</summary>
    public Instruction[] Code { get; }

    /// <summary>Whether some branch leads back.</summary>
    public bool HasLoop { get; }

    /// <summary>Looks at a body and sees to it that its stack depth is written right. Null, with the reason, when its stack cannot be followed.</summary>
    public static OriginalBody? Read(MethodDefinition method, BodyNumbers numbers, StackDepths depths, out string problem)
    {
        var (hasLoop, missing) = (false, 0);
        problem = numbers.Find(method, body =>
        {
            if (depths.FindProblem() is { } found)
                return found;

            // Without a way back the depth cannot come out wrong.
            hasLoop = body.LeadsBack();
            missing = hasLoop && MaxStack.Estimate(body) < depths.Max ? depths.Max : 0;
            return null;
        }) ?? "";
        if (problem.Length > 0)
            return null;
        if (missing > 0)
            MaxStack.Pad(method, missing);

        return new OriginalBody(method, depths.Copy(), hasLoop);
    }

    /// <summary>Position of an instruction; -1 when it is not there.</summary>
    public int IndexOf(Instruction? instruction)
    {
        if (instruction == null)
            return -1;

        var offset = instruction.Offset;
        return (uint)offset < (uint)_indexes.Length && _indexes[offset] is var next and > 0 && ReferenceEquals(Code[next - 1], instruction)
            ? next - 1
            : Array.IndexOf(Code, instruction);
    }

    /// <summary>The instruction at an offset, or null.</summary>
    public Instruction? At(int offset) => (uint)offset < (uint)_indexes.Length && _indexes[offset] is var next and > 0 ? Code[next - 1] : null;

    /// <summary>Values on the stack before an instruction; <see cref="StackDepths.Unreached"/> where no path leads to it.</summary>
    public int DepthBefore(Instruction instruction)
    {
        // What was added for the sake of the depth is never reached.
        var index = IndexOf(instruction);
        return index < _depths.Length ? _depths[index] : StackDepths.Unreached;
    }
}
