using System;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Verification;

/// <summary>The evaluation stack while one body after another is followed, with the first thing found wrong. Depths were checked before.</summary>
internal sealed class TypeStack(TypeShapes shapes)
{
    private StackValue[] _values = new StackValue[16];

    public MethodDefinition Method { get; private set; } = null!;

    public TypeShapes Shapes { get; } = shapes;

    public int Depth { get; private set; }

    /// <summary>Whether "this" may be used freely; false in a constructor before it has called another one.</summary>
    public bool IsInitialized { get; set; } = true;

    /// <summary>What a <c>constrained.</c> prefix said about the call that follows it.</summary>
    public TypeReference? Constraint { get; set; }

    public string? Problem { get; private set; }

    public StackValue this[int index]
    {
        get => _values[index];
        set => _values[index] = value;
    }

    /// <summary>Forgets the body that came before.</summary>
    public void Start(MethodDefinition method)
    {
        Method = method;
        Depth = 0;
        IsInitialized = true;
        Constraint = null;
        Problem = null;
    }

    public void Push(StackValue value)
    {
        if (Depth == _values.Length)
            Array.Resize(ref _values, Depth * 2);

        _values[Depth++] = value;
    }

    public StackValue Pop() => _values[--Depth];

    public void Clear() => Depth = 0;

    public StackValue[] Save()
    {
        if (Depth == 0)
            return [];

        var copy = new StackValue[Depth];
        Array.Copy(_values, copy, Depth);
        return copy;
    }

    public void Restore(StackValue[] values)
    {
        Depth = 0;
        foreach (var value in values)
            Push(value);
    }

    public void Fail(Instruction instruction, string problem) => Problem ??= $"'{instruction}' {problem}";

    /// <summary>Complains unless the value may be stored where the other is declared.</summary>
    public void Expect(Instruction instruction, StackValue value, StackValue target, string role)
    {
        if (!Shapes.Fits(value, target))
            Fail(instruction, $"has {value} {role}, where {target} is wanted");
    }

    public void Expect(Instruction instruction, bool fits, StackValue value, string wanted)
    {
        if (!fits)
            Fail(instruction, $"has {value}, where {wanted} is wanted");
    }

    /// <summary>Every copy of "this" on the stack may be used from now on.</summary>
    public void InitializeThis()
    {
        IsInitialized = true;
        for (var i = 0; i < Depth; i++)
        {
            if (_values[i].Kind == ValueKind.UninitializedThis)
                _values[i] = StackValue.ObjectOf(_values[i].Type);
        }
    }
}
