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

    private readonly IList<Instruction> _code;
    private readonly int[] _depths;
    private Dictionary<Instruction, int>? _indexes;

    private StackDepths(IList<Instruction> code, int[] depths, string? problem, int max)
    {
        _code = code;
        _depths = depths;
        Problem = problem;
        Max = max;
    }

    /// <summary>What is wrong with the body's stack or branches, or null.</summary>
    public string? Problem { get; }

    /// <summary>The deepest the stack gets.</summary>
    public int Max { get; }

    /// <summary>Valid until the body is edited.</summary>
    public int Before(Instruction instruction) => _depths[IndexOf(instruction)];

    /// <summary>Position of an instruction in its body; -1 when it is not there.</summary>
    public int IndexOf(Instruction? instruction)
    {
        // The first asker pays for the table: many walks are only asked how deep they got.
        if (_indexes == null)
        {
            _indexes = new Dictionary<Instruction, int>(_depths.Length);
            for (var i = 0; i < _depths.Length; i++)
                _indexes[_code[i]] = i;
        }

        return instruction != null && _indexes.TryGetValue(instruction, out var index) ? index : -1;
    }

    public static StackDepths Compute(MethodDefinition method, IList<Instruction> code, IEnumerable<ExceptionHandler> handlers)
    {
        var depths = new int[code.Count];
        for (var i = 0; i < depths.Length; i++)
            depths[i] = Unreached;

        var walk = Follow(method, code, handlers, depths);

        // A problem names instructions with their offsets, so it is put into words when those are there again.
        return new StackDepths(code, depths, walk.Problem?.Invoke(), walk.Max);
    }

    private static Walk Follow(MethodDefinition method, IList<Instruction> code, IEnumerable<ExceptionHandler> handlers, int[] depths)
    {
        using var numbers = new Numbering(code);
        var walk = new Walk(method, code, numbers, depths);
        walk.Reach(0, 0, null);
        foreach (var handler in handlers)
        {
            var caught = handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter ? 1 : 0;
            walk.ReachHandler(handler.HandlerStart, caught);
            if (handler.FilterStart != null)
                walk.ReachHandler(handler.FilterStart, 1);
        }

        walk.Run();
        return walk;
    }

    private sealed class Walk(MethodDefinition method, IList<Instruction> code, Numbering numbers, int[] depths)
    {
        private readonly Stack<int> _pending = new();

        public Func<string>? Problem { get; private set; }

        public int Max { get; private set; }

        public void ReachHandler(Instruction start, int depth)
        {
            if (numbers.IndexOf(start) is var index and >= 0)
                Reach(index, depth, null);
            else
                Problem ??= static () => "a handler starts outside the body";
        }

        public void Reach(int index, int depth, Instruction? from)
        {
            if (index >= code.Count)
            {
                Problem ??= static () => "control falls off the end of the body";
            }
            else if (depths[index] == Unreached)
            {
                depths[index] = depth;
                Max = Math.Max(Max, depth);
                _pending.Push(index);
            }
            else if (depths[index] != depth)
            {
                Problem ??= Conflict(depths[index], depth, code[index], from);
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
                Problem ??= Underflow(instruction, pops, depths[index]);
                return;
            }

            if (instruction.OpCode.Code is Code.Ret or Code.Endfilter && depth != 0)
            {
                Problem ??= Rest(instruction, depth);
                return;
            }

            depth += StackEffects.Pushes(instruction);
            Max = Math.Max(Max, depth);
            foreach (var target in instruction.Targets())
            {
                if (numbers.IndexOf(target) is not (var to and >= 0))
                {
                    Problem ??= Outside(instruction.OpCode);
                    return;
                }

                Reach(to, depth, instruction);
            }

            if (!instruction.OpCode.EndsBlock())
                Reach(index + 1, depth, instruction);
        }

        // Apart from the walk, so that its every step does not make room for what they capture.
        private static Func<string> Conflict(int known, int depth, Instruction at, Instruction? from)
            => () => $"the stack has {known} or {depth} values at '{at}', reached from '{from}'";

        private static Func<string> Underflow(Instruction at, int pops, int depth)
            => () => $"'{at}' takes {pops} values, but the stack has {depth}";

        private static Func<string> Rest(Instruction at, int depth)
            => () => $"'{at}' leaves {depth} values on the stack";

        private static Func<string> Outside(OpCode opcode)
            => () => $"'{opcode}' leads outside the body";
    }
}
