using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>
/// Follows the kinds of values through a body whose stack depths are known to be sound. Each block is followed once, and
/// again only where paths meet with values on the stack that differ, which widens them; so the time is linear.
/// </summary>
internal sealed class StackTypes
{
    private readonly Collection<Instruction> _code;
    private readonly StackDepths _depths;
    private readonly TypeStack _stack;
    private readonly StackValue[]?[] _states;
    private readonly bool[] _targets;
    private readonly bool[]? _initialized;
    private readonly Stack<int> _pending = new();

    private StackTypes(MethodDefinition method, StackDepths depths, TypeShapes shapes)
    {
        _code = method.Body.Instructions;
        _depths = depths;
        _stack = new TypeStack(method, shapes);
        _states = new StackValue[_code.Count][];
        _targets = new bool[_code.Count];
        if (StartsUninitialized(method))
            _initialized = new bool[_code.Count];
    }

    /// <summary>What is wrong with the types in a body, or null.</summary>
    public static string? FindProblem(MethodDefinition method, StackDepths depths, TypeShapes shapes)
    {
        var walk = new StackTypes(method, depths, shapes);
        walk.Run();
        return walk._stack.Problem;
    }

    // An object's constructor must call another one first, unless there is none to call.
    private static bool StartsUninitialized(MethodDefinition method)
        => method is { IsConstructor: true, IsStatic: false } && !method.DeclaringType.IsValueType && method.DeclaringType.BaseType != null;

    private void Run()
    {
        foreach (var instruction in _code)
        {
            if (instruction.Operand is Instruction target)
                _targets[_depths.IndexOf(target)] = true;
            else if (instruction.Operand is Instruction[] targets)
                MarkTargets(targets);
        }

        _stack.IsInitialized = _initialized == null;
        Reach(0, null);
        foreach (var handler in _stack.Method.Body.ExceptionHandlers)
            ReachHandler(handler);

        while (_pending.Count > 0 && _stack.Problem == null)
            FollowBlock(_pending.Pop());
    }

    private void MarkTargets(Instruction[] targets)
    {
        foreach (var target in targets)
            _targets[_depths.IndexOf(target)] = true;
    }

    private void ReachHandler(ExceptionHandler handler)
    {
        // A handler may run before the base constructor has; whether it may use "this" is not followed into it.
        _stack.IsInitialized = true;
        _stack.Clear();
        if (handler.FilterStart != null)
        {
            _stack.Push(StackValue.AnyObject);
            Reach(_depths.IndexOf(handler.FilterStart), null);
        }
        else if (handler.HandlerType == ExceptionHandlerType.Catch)
        {
            var caught = _stack.Shapes.Of(handler.CatchType);
            if (caught.Kind is not (ValueKind.Object or ValueKind.Generic or ValueKind.Unknown))
                _stack.Fail(handler.HandlerStart, $"catches {caught}, which cannot be thrown");

            _stack.Push(StackValue.ObjectOf(handler.CatchType));
        }

        Reach(_depths.IndexOf(handler.HandlerStart), null);
        _stack.Clear();
    }

    private void FollowBlock(int index)
    {
        _stack.Restore(_states[index]!);
        _stack.Constraint = null;
        _stack.IsInitialized = _initialized == null || _initialized[index];
        while (true)
        {
            var instruction = _code[index];
            InstructionTypes.Step(instruction, _stack);
            if (_stack.Problem != null)
                return;

            if (instruction.Operand is Instruction target)
                Reach(_depths.IndexOf(target), instruction);
            else if (instruction.Operand is Instruction[] targets)
                ReachAll(targets, instruction);

            index++;
            if (instruction.OpCode.EndsBlock())
                return;

            if (_targets[index] || _states[index] != null)
            {
                Reach(index, instruction);
                return;
            }
        }
    }

    private void ReachAll(Instruction[] targets, Instruction from)
    {
        foreach (var target in targets)
            Reach(_depths.IndexOf(target), from);
    }

    private void Reach(int index, Instruction? from)
    {
        var known = _states[index];
        if (known == null)
        {
            _states[index] = _stack.Save();
            if (_initialized != null)
                _initialized[index] = _stack.IsInitialized;

            _pending.Push(index);
            return;
        }

        var changed = false;
        for (var i = 0; i < known.Length; i++)
            changed |= Merge(ref known[i], _stack[i], index, from);

        if (_initialized != null && _initialized[index] && !_stack.IsInitialized)
        {
            _initialized[index] = false;
            changed = true;
        }

        if (changed)
            _pending.Push(index);
    }

    // What both are: an object of unknown class where classes differ. True when that is less than was known.
    private bool Merge(ref StackValue known, StackValue other, int index, Instruction? from)
    {
        if (known.Equals(other) || known.Kind == ValueKind.Unknown)
            return false;

        var before = known;
        if (other.Kind == ValueKind.Unknown)
            known = StackValue.Unknown;
        else if (known.Kind == ValueKind.Object && (other.Kind == ValueKind.Object || _stack.Shapes.Fits(other, known)))
            known = StackValue.AnyObject;
        else if (known.Kind == ValueKind.Reference && _stack.Shapes.Fits(other, known))
            known = other.Kind == ValueKind.Reference ? StackValue.AnyReference : StackValue.NativeInt;
        else if (known.Kind == ValueKind.Int32 && other.Kind == ValueKind.NativeInt)
            known = StackValue.NativeInt;
        else if (!_stack.Shapes.Fits(other, known))
            _stack.Fail(_code[index], $"is reached with {other} or {known} on the stack{(from == null ? "" : $", last from '{from}'")}");

        return !known.Equals(before);
    }
}
