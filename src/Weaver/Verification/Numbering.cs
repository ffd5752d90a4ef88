using System;
using System.Collections.Generic;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Verification;

/// <summary>
/// Numbers the instructions of a body while a check runs over it: their offsets hold their indexes until this is disposed.
/// A table would do as well, but making one for every check of every body takes longer than the checks.
/// </summary>
internal readonly struct Numbering : IDisposable
{
    private readonly IList<Instruction> _code;
    private readonly int[] _offsets;

    public Numbering(IList<Instruction> code)
    {
        _code = code;
        _offsets = new int[code.Count];
        for (var i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = code[i].Offset;
            code[i].Offset = i;
        }
    }

    /// <summary>-1 for what is no part of the body.</summary>
    public int IndexOf(Instruction? instruction)
        => instruction != null && (uint)instruction.Offset < (uint)_offsets.Length && ReferenceEquals(_code[instruction.Offset], instruction) ? instruction.Offset : -1;

    public void Dispose()
    {
        for (var i = 0; i < _offsets.Length; i++)
            _code[i].Offset = _offsets[i];
    }
}
