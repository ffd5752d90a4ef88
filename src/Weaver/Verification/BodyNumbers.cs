using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>
/// The instructions of one body after another, as an array and numbered: while a check runs, their offsets hold their
/// indexes. A table would do as well, but making one for every body takes longer than all checks of it. Only a body that
/// fails is gone through once more with a table, so that what is said of its instructions shows their offsets.
/// </summary>
/// <remarks>Arrays are kept from body to body. Not for several threads, nor for a check within a check.</remarks>
internal sealed class BodyNumbers
{
    private const int FirstSize = 256;

    private Instruction[] _code = new Instruction[FirstSize];
    private int[] _offsets = new int[FirstSize];
    private int[] _depths = new int[FirstSize];
    private int[] _known = new int[FirstSize];
    private int[] _ends = new int[FirstSize + 1];
    private bool[] _targets = new bool[FirstSize];
    private bool _hasTargets;
    private Dictionary<Instruction, int>? _table;

    /// <summary>Whose body it is.</summary>
    public MethodDefinition Method { get; private set; } = null!;

    public MethodBody Body { get; private set; } = null!;

    /// <summary>Number of instructions.</summary>
    public int Count { get; private set; }

    /// <summary>The instructions; what lies behind <see cref="Count"/> is of other bodies.</summary>
    public Instruction[] Code => _code;

    /// <summary>What a check finds in a body, put into words that show its offsets; null when it finds nothing.</summary>
    public string? Find(MethodDefinition method, Func<BodyNumbers, string?> check)
    {
        Take(method);
        try
        {
            Number();
            if (check(this) == null)
                return null;
        }
        finally
        {
            GiveBack();
        }

        _table = new Dictionary<Instruction, int>(Count);
        for (var i = 0; i < Count; i++)
            _table[_code[i]] = i;

        try
        {
            return check(this);
        }
        finally
        {
            _table = null;
        }
    }

    /// <summary>-1 for what is no part of the body.</summary>
    public int IndexOf(Instruction? instruction)
    {
        if (instruction == null)
            return -1;
        if (_table != null)
            return _table.TryGetValue(instruction, out var known) ? known : -1;

        var index = instruction.Offset;
        return (uint)index < (uint)Count && ReferenceEquals(_code[index], instruction) ? index : -1;
    }

    /// <summary>Whether some branch leads to the instruction of this index.</summary>
    public bool IsTarget(int index)
    {
        if (!_hasTargets)
            FindTargets();

        return _targets[index];
    }

    /// <summary>Whether some branch leads to its own instruction or one before it.</summary>
    public bool LeadsBack()
    {
        for (var i = 0; i < Count; i++)
        {
            foreach (var target in _code[i].Targets())
            {
                if (IndexOf(target) <= i)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Where each instruction will lie, and behind them the end.</summary>
    public int[] Offsets()
    {
        if (_ends.Length <= Count)
            _ends = new int[_code.Length + 1];

        _ends[0] = 0;
        for (var i = 0; i < Count; i++)
            _ends[i + 1] = _ends[i] + _code[i].GetSize();

        return _ends;
    }

    /// <summary>Room for one number for each instruction, which <see cref="StackDepths"/> fills.</summary>
    public int[] Depths() => Room(ref _depths);

    /// <summary>The same for the depths that Cecil knows from earlier branches.</summary>
    public int[] Known() => Room(ref _known);

    /// <summary>Elements of an array that is at least as long as the body; with what earlier bodies left in it.</summary>
    public T[] Room<T>(ref T[] array)
    {
        if (array.Length < Count)
            array = new T[_code.Length];

        return array;
    }

    private void FindTargets()
    {
        _hasTargets = true;
        Array.Clear(Room(ref _targets), 0, Count);
        for (var i = 0; i < Count; i++)
        {
            foreach (var target in _code[i].Targets())
            {
                if (IndexOf(target) is var index and >= 0)
                    _targets[index] = true;
            }
        }
    }

    private void Take(MethodDefinition method)
    {
        _hasTargets = false;
        Method = method;
        Body = method.Body;
        Count = Body.Instructions.Count;
        if (_code.Length < Count)
            _code = new Instruction[Math.Max(Count, _code.Length * 2)];

        Body.Instructions.CopyTo(_code, 0);
    }

    private void Number()
    {
        Room(ref _offsets);
        for (var i = 0; i < Count; i++)
        {
            _offsets[i] = _code[i].Offset;
            _code[i].Offset = i;
        }
    }

    private void GiveBack()
    {
        // Backwards, so that an instruction that stands twice gets back what it had the first time.
        for (var i = Count - 1; i >= 0; i--)
            _code[i].Offset = _offsets[i];
    }
}
