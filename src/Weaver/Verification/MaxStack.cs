using System;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>
/// Keeps the stack depth that gets written for a body from being too small. Cecil computes it for every body it has
/// loaded, in one pass that takes the stack for empty behind an unconditional branch unless an earlier branch leads there
/// (<see href="https://github.com/jbevain/cecil/issues/577"/>); a block that only later code reaches comes out too low.
/// </summary>
internal static class MaxStack
{
    /// <summary>Appends code that no path reaches and that takes the pass as deep as the body really goes, where that is needed.</summary>
    /// <returns>Whether it was.</returns>
    public static bool Ensure(MethodDefinition method, BodyNumbers numbers, StackDepths depths)
    {
        var missing = 0;
        numbers.Find(method, body =>
        {
            // Without a way back the depth cannot come out wrong.
            missing = body.LeadsBack() && depths.FindProblem() == null && Estimate(body) < depths.Max ? depths.Max : 0;
            return null;
        });
        if (missing == 0)
            return false;

        Pad(method, missing);
        return true;
    }

    /// <summary>The same where it is known that the pass stays above this depth.</summary>
    public static void Pad(MethodDefinition method, int depth)
    {
        var padding = new Il();
        for (var i = 0; i < depth; i++)
            padding.Load(0);
        for (var i = 0; i < depth; i++)
            padding.Emit(OpCodes.Pop);

        foreach (var instruction in padding.Emit(OpCodes.Ldnull).Emit(OpCodes.Throw).Code)
            method.Body.Instructions.Add(instruction);
    }

    /// <summary>What Cecil will write.</summary>
    public static int Estimate(BodyNumbers numbers)
    {
        var (depth, max) = (0, 0);

        // Depths that an earlier branch or a handler says, plus one.
        var known = numbers.Known();
        Array.Clear(known, 0, numbers.Count);
        if (numbers.Body.HasExceptionHandlers)
        {
            foreach (var handler in numbers.Body.ExceptionHandlers)
            {
                if (handler.HandlerType is not (ExceptionHandlerType.Catch or ExceptionHandlerType.Filter))
                    continue;

                Know(handler.HandlerStart, 1);
                if (handler.FilterStart != null)
                    Know(handler.FilterStart, 1);
            }
        }

        for (var i = 0; i < numbers.Count; i++)
        {
            var instruction = numbers.Code[i];
            if (known[i] > 0)
                depth = known[i] - 1;

            max = Math.Max(max, depth);
            var pops = StackEffects.Pops(instruction, numbers.Method);
            depth = (pops < 0 ? 0 : depth - pops) + StackEffects.Pushes(instruction);
            max = Math.Max(max, depth);
            foreach (var target in instruction.Targets())
                Know(target, depth);

            if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Throw or FlowControl.Return)
                depth = 0;
        }

        return max;

        void Know(Instruction place, int depth)
        {
            if (numbers.IndexOf(place) is var index and >= 0)
                known[index] = Math.Max(known[index], depth + 1);
        }
    }
}
