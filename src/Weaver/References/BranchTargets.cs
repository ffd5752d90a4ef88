using System;
using System.Collections;
using System.Collections.Generic;
using Mono.Cecil.Cil;

namespace Weaver.Engine.References;

/// <summary>Where one instruction may branch to. Every walk over a body asks every instruction, so foreach allocates nothing.</summary>
internal struct BranchTargets : IEnumerable<Instruction>, IEnumerator<Instruction>
{
    private readonly Instruction? _one;
    private readonly Instruction[]? _many;
    private int _next;

    public BranchTargets(Instruction instruction)
    {
        var operand = instruction.Operand;
        _one = operand as Instruction;
        _many = operand != null && instruction.OpCode.Code == Code.Switch ? operand as Instruction[] : null;
        _next = 0;
        Current = null!;
    }

    public Instruction Current { get; private set; }

    public readonly BranchTargets GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_one != null ? _next > 0 : _many == null || _next >= _many.Length)
            return false;

        Current = _one ?? _many![_next];
        _next++;
        return true;
    }

    readonly object IEnumerator.Current => Current;

    readonly IEnumerator<Instruction> IEnumerable<Instruction>.GetEnumerator() => this;

    readonly IEnumerator IEnumerable.GetEnumerator() => this;

    readonly void IEnumerator.Reset() => throw new NotSupportedException();

    readonly void IDisposable.Dispose()
    {
    }
}
