using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>
/// Follows the kinds of values through one body after another whose stack depths are known to be sound. Each block is
/// followed once, and again only where paths meet with values on the stack that differ, which widens them; so the time is linear.
/// </summary>
internal sealed class StackTypes(BodyNumbers numbers, TypeShapes shapes)
{
    private readonly TypeStack _stack = new(shapes);
    private readonly Stack<int> _pending = new();
    private StackValue[]?[] _states = [];
    private bool[] _initialized = [];
    private bool _startsUninitialized;

    /// <summary>What is wrong with the types in the body at hand, or null.</summary>
    public string? FindProblem()
    {
        _stack.Start(numbers.Method);
        _pending.Clear();
        Array.Clear(numbers.Room(ref _states), 0, numbers.Count);
        _startsUninitialized = StartsUninitialized(numbers.Method);
        if (_startsUninitialized)
            Array.Clear(numbers.Room(ref _initialized), 0, numbers.Count);

        Run();
        return _stack.Problem;
    }

    // An object's constructor must call another one first, unless there is none to call.
    private static bool StartsUninitialized(MethodDefinition method)
        => method is { IsConstructor: true, IsStatic: false } && !method.DeclaringType.IsValueType && method.DeclaringType.BaseType != null;

    private void Run()
    {
        _stack.IsInitialized = !_startsUninitialized;
        Reach(0, null);
        if (numbers.Body.HasExceptionHandlers)
        {
            foreach (var handler in numbers.Body.ExceptionHandlers)
                ReachHandler(handler);
        }

        while (_pending.Count > 0 && _stack.Problem == null)
            FollowBlock(_pending.Pop());
    }

    private void ReachHandler(ExceptionHandler handler)
    {
        // A handler may run before the base constructor has; whether it may use "this" is not followed into it.
        _stack.IsInitialized = true;
        _stack.Clear();
        if (handler.FilterStart != null)
        {
            _stack.Push(StackValue.AnyObject);
            Reach(numbers.IndexOf(handler.FilterStart), null);
        }
        else if (handler.HandlerType == ExceptionHandlerType.Catch)
        {
            var caught = _stack.Shapes.Of(handler.CatchType);
            if (caught.Kind is not (ValueKind.Object or ValueKind.Generic or ValueKind.Unknown))
                _stack.Fail(handler.HandlerStart, $"catches {caught}, which cannot be thrown");

            _stack.Push(StackValue.ObjectOf(handler.CatchType));
        }

        Reach(numbers.IndexOf(handler.HandlerStart), null);
        _stack.Clear();
    }

    private void FollowBlock(int index)
    {
        _stack.Restore(_states[index]!);
        _stack.Constraint = null;
        _stack.IsInitialized = !_startsUninitialized || _initialized[index];
        while (true)
        {
            var instruction = numbers.Code[index];
            InstructionTypes.Step(instruction, _stack);
            if (_stack.Problem != null)
                return;

            foreach (var target in instruction.Targets())
                Reach(numbers.IndexOf(target), instruction);

            index++;
            if (instruction.OpCode.EndsBlock())
                return;

            if (numbers.IsTarget(index) || _states[index] != null)
            {
                Reach(index, instruction);
                return;
            }
        }
    }

    private void Reach(int index, Instruction? from)
    {
        var known = _states[index];
        if (known == null)
        {
            _states[index] = _stack.Save();
            if (_startsUninitialized)
                _initialized[index] = _stack.IsInitialized;

            _pending.Push(index);
            return;
        }

        var changed = false;
        for (var i = 0; i < known.Length; i++)
            changed |= Merge(ref known[i], _stack[i], index, from);

        if (_startsUninitialized && _initialized[index] && !_stack.IsInitialized)
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
            _stack.Fail(numbers.Code[index], $"is reached with {other} or {known} on the stack{(from == null ? "" : $", last from '{from}'")}");

        return !known.Equals(before);
    }
}
