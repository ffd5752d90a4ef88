using System;
using System.Collections.Generic;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// What is to stand before, instead of and after the copied instructions. Branches and handler borders that pointed at
/// an instruction then point at the first hook before it, so that no path gets around the hook.
/// </summary>
internal sealed class HookPlan
{
    private const int UsualHook = 6;
    private const int RoomForEnds = 64;

    private readonly Place?[] _places;
    private readonly Instruction[] _entries;
    private int _planned;

    /// <param name="count">Number of copies; their offsets say which is which.</param>
    public HookPlan(int count)
    {
        _places = new Place?[count];
        _entries = new Instruction[count];
    }

    /// <summary>Makes a run of instructions, given the instruction that will follow it.</summary>
    public delegate List<Instruction> Chunk(Instruction next);

    public void Before(Instruction place, Chunk chunk) => (At(place).Before ??= new List<Chunk>(1)).Add(chunk);

    /// <summary>The hook runs on falling through from <paramref name="place"/> only, not on branches to what follows.</summary>
    public void After(Instruction place, Chunk chunk) => (At(place).After ??= new List<Chunk>(1)).Add(chunk);

    /// <summary>Nothing at all is a replacement too, where no path leads to the place but through what was there.</summary>
    public void Replace(Instruction place, List<Instruction> code) => At(place).Instead = code;

    public bool IsReplaced(Instruction place) => _places[place.Offset]?.Instead != null;

    /// <summary>Where control goes now that used to go to the copy of this position. Valid after <see cref="Apply"/>.</summary>
    public Instruction Entry(int position) => _entries[position];

    /// <summary>The finished run of instructions; <paramref name="end"/> is what follows it, or null.</summary>
    public List<Instruction> Apply(List<Instruction> copies, Instruction? end)
    {
        // Backwards, because a hook must know what comes after it.
        var reversed = new List<Instruction>(copies.Count + (_planned * UsualHook) + RoomForEnds);
        var next = end;
        for (var i = copies.Count - 1; i >= 0; i--)
        {
            var copy = copies[i];
            var place = _places[i];
            PrependAll(place?.After, reversed, ref next);
            if (place?.Instead is { } code)
            {
                Prepend(code, reversed, ref next);
            }
            else
            {
                reversed.Add(copy);
                next = copy;
            }

            PrependAll(place?.Before, reversed, ref next);
            _entries[i] = next!;
        }

        foreach (var copy in copies)
        {
            if (copy.Operand is Instruction target)
                copy.Operand = _entries[target.Offset];
            else if (copy.OpCode.Code == Code.Switch)
                copy.Operand = Array.ConvertAll((Instruction[])copy.Operand, t => _entries[t.Offset]);
        }

        reversed.Reverse();
        return reversed;
    }

    private Place At(Instruction place)
    {
        _planned++;
        return _places[place.Offset] ??= new Place();
    }

    private static void PrependAll(List<Chunk>? chunks, List<Instruction> reversed, ref Instruction? next)
    {
        if (chunks == null)
            return;

        for (var i = chunks.Count - 1; i >= 0; i--)
            Prepend(chunks[i](next!), reversed, ref next);
    }

    private static void Prepend(List<Instruction> code, List<Instruction> reversed, ref Instruction? next)
    {
        for (var i = code.Count - 1; i >= 0; i--)
            reversed.Add(code[i]);

        if (code.Count > 0)
            next = code[0];
    }

    /// <summary>What is planned for one copy.</summary>
    private sealed class Place
    {
        public List<Chunk>? Before { get; set; }

        public List<Chunk>? After { get; set; }

        public List<Instruction>? Instead { get; set; }
    }
}
