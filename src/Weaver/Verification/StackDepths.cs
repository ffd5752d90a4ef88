using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>The depth of the evaluation stack before each instruction, found by following every path through a body.</summary>
internal sealed class StackDepths
{
    /// <summary>Depth of an instruction that no path reaches.</summary>
    public const int Unreached = -1;

    private readonly Dictionary<Instruction, int> _indexes;
    private readonly int[] _depths;

    private StackDepths(Dictionary<Instruction, int> indexes, int[] depths, string? problem, int max)
    {
        _indexes = indexes;
        _depths = depths;
        Problem = problem;
        Max = max;
    }

    /// <summary>What is wrong with the body's stack or branches, or null.</summary>
    public string? Problem { get; }

    /// <summary>The deepest the stack gets.</summary>
    public int Max { get; }

    public int Before(Instruction instruction) => _depths[_indexes[instruction]];

    /// <summary>Position of an instruction in its body; -1 when it is not there.</summary>
    public int IndexOf(Instruction? instruction) => instruction != null && _indexes.TryGetValue(instruction, out var index) ? index : -1;

    public static StackDepths Compute(MethodDefinition method, IList<Instruction> code, IEnumerable<ExceptionHandler> handlers)
    {
        var indexes = new Dictionary<Instruction, int>(code.Count);
        for (var i = 0; i < code.Count; i++)
            indexes[code[i]] = i;

        var depths = new int[code.Count];
        for (var i = 0; i < depths.Length; i++)
            depths[i] = Unreached;

        var walk = new Walk(method, code, indexes, depths);
        walk.Reach(0, 0, null);
        foreach (var handler in handlers)
        {
            var caught = handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter ? 1 : 0;
            walk.ReachHandler(handler.HandlerStart, caught);
            if (handler.FilterStart != null)
                walk.ReachHandler(handler.FilterStart, 1);
        }

        walk.Run();
        return new StackDepths(indexes, depths, walk.Problem, walk.Max);
    }

    private sealed class Walk(MethodDefinition method, IList<Instruction> code, Dictionary<Instruction, int> indexes, int[] depths)
    {
        private readonly Stack<int> _pending = new();

        public string? Problem { get; private set; }

        public int Max { get; private set; }

        public void ReachHandler(Instruction start, int depth)
        {
            if (indexes.TryGetValue(start, out var index))
                Reach(index, depth, null);
            else
                Problem ??= "a handler starts outside the body";
        }

        public void Reach(int index, int depth, Instruction? from)
        {
            if (index >= code.Count)
            {
                Problem ??= "control falls off the end of the body";
            }
            else if (depths[index] == Unreached)
            {
                depths[index] = depth;
                Max = Math.Max(Max, depth);
                _pending.Push(index);
            }
            else if (depths[index] != depth)
            {
                Problem ??= $"the stack has {depths[index]} or {depth} values at '{code[index]}', reached from '{from}'";
            }
        }

        public void Run()
        {
            while (_pending.Count > 0 && Problem == null)
                Step(_pending.Pop());
        }

        private void Step(int index)
        {
            var instruction = code[index];
            var pops = StackEffects.Pops(instruction, method);
            var depth = pops < 0 ? 0 : depths[index] - pops;
            if (depth < 0)
            {
                Problem ??= $"'{instruction}' takes {pops} values, but the stack has {depths[index]}";
                return;
            }

            if (instruction.OpCode.Code == Code.Ret && depth != 0)
            {
                Problem ??= $"'{instruction}' leaves {depth} values on the stack";
                return;
            }

            depth += StackEffects.Pushes(instruction);
            Max = Math.Max(Max, depth);
            foreach (var target in instruction.Targets())
            {
                if (!indexes.TryGetValue(target, out var to))
                {
                    Problem ??= $"'{instruction.OpCode}' leads outside the body";
                    return;
                }

                Reach(to, depth, instruction);
            }

            if (!instruction.OpCode.EndsBlock())
                Reach(index + 1, depth, instruction);
        }
    }
}
