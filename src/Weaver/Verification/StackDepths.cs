using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>Follows every path through one body after another and finds the depth of the evaluation stack before each instruction.</summary>
internal sealed class StackDepths(BodyNumbers numbers)
{
    /// <summary>Depth of an instruction that no path reaches.</summary>
    public const int Unreached = -1;

    private readonly Stack<int> _pending = new();
    private int[] _depths = [];
    private string? _problem;

    /// <summary>The deepest the stack gets.</summary>
    public int Max { get; private set; }

    /// <summary>Valid until the next body.</summary>
    public int Before(int index) => _depths[index];

    /// <summary>The depths of all instructions in order, to keep.</summary>
    public int[] Copy()
    {
        var copy = new int[numbers.Count];
        Array.Copy(_depths, copy, copy.Length);
        return copy;
    }

    /// <summary>What is wrong with the stack or the branches of the body at hand, or null.</summary>
    public string? FindProblem()
    {
        _depths = numbers.Depths();
        _problem = null;
        Max = 0;
        _pending.Clear();
        for (var i = 0; i < numbers.Count; i++)
            _depths[i] = Unreached;

        Reach(0, 0, null);
        if (numbers.Body.HasExceptionHandlers)
            ReachHandlers();

        while (_pending.Count > 0 && _problem == null)
            Follow(_pending.Pop());

        return _problem;
    }

    private void ReachHandlers()
    {
        foreach (var handler in numbers.Body.ExceptionHandlers)
        {
            ReachHandler(handler.HandlerStart, handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter ? 1 : 0);
            if (handler.FilterStart != null)
                ReachHandler(handler.FilterStart, 1);
        }
    }

    private void ReachHandler(Instruction start, int depth)
    {
        if (numbers.IndexOf(start) is var index and >= 0)
            Reach(index, depth, null);
        else
            _problem ??= "a handler starts outside the body";
    }

    private void Reach(int index, int depth, Instruction? from)
    {
        if (index >= numbers.Count)
        {
            _problem ??= "control falls off the end of the body";
        }
        else if (_depths[index] == Unreached)
        {
            _depths[index] = depth;
            Max = Math.Max(Max, depth);
            _pending.Push(index);
        }
        else if (_depths[index] != depth)
        {
            _problem ??= $"the stack has {_depths[index]} or {depth} values at '{numbers.Code[index]}', reached from '{from}'";
        }
    }

    private void Follow(int index)
    {
        while (_problem == null)
        {
            var instruction = numbers.Code[index];
            var opcode = instruction.OpCode;
            var pops = StackEffects.Pops(instruction, numbers.Method);
            var depth = pops < 0 ? 0 : _depths[index] - pops;
            if (depth < 0)
            {
                _problem = $"'{instruction}' takes {pops} values, but the stack has {_depths[index]}";
                return;
            }

            if (opcode.Code is Code.Ret or Code.Endfilter && depth != 0)
            {
                _problem = $"'{instruction}' leaves {depth} values on the stack";
                return;
            }

            depth += StackEffects.Pushes(instruction);
            Max = Math.Max(Max, depth);
            foreach (var target in instruction.Targets())
            {
                if (numbers.IndexOf(target) is not (var to and >= 0))
                {
                    _problem ??= $"'{opcode}' leads outside the body";
                    return;
                }

                Reach(to, depth, instruction);
            }

            if (opcode.EndsBlock())
                return;

            index++;
            if (index >= numbers.Count || _depths[index] != Unreached)
            {
                Reach(index, depth, instruction);
                return;
            }

            _depths[index] = depth;
        }
    }
}
