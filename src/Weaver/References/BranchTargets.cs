using Mono.Cecil.Cil;

namespace Weaver.Engine.References;

/// <summary>Where one instruction may branch to. Every walk over a body asks every instruction, so nothing is allocated.</summary>
internal struct BranchTargets
{
    private readonly Instruction? _one;
    private readonly Instruction[]? _many;
    private int _next;

    public BranchTargets(Instruction instruction)
    {
        _one = instruction.Operand as Instruction;
        _many = _one == null ? instruction.Operand as Instruction[] : null;
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
}
