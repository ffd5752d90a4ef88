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
    private readonly Dictionary<Instruction, List<Chunk>> _before = new();
    private readonly Dictionary<Instruction, List<Chunk>> _after = new();
    private readonly Dictionary<Instruction, IReadOnlyList<Instruction>> _instead = new();
    private Dictionary<Instruction, Instruction> _entries = new();

    /// <summary>Makes a run of instructions, given the instruction that will follow it.</summary>
    public delegate IReadOnlyList<Instruction> Chunk(Instruction next);

    public void Before(Instruction place, Chunk chunk) => Add(_before, place, chunk);

    /// <summary>The hook runs on falling through from <paramref name="place"/> only, not on branches to what follows.</summary>
    public void After(Instruction place, Chunk chunk) => Add(_after, place, chunk);

    /// <summary>Nothing at all is a replacement too, where no path leads to the place but through what was there.</summary>
    public void Replace(Instruction place, IReadOnlyList<Instruction> code) => _instead[place] = code;

    public bool IsReplaced(Instruction place) => _instead.ContainsKey(place);

    /// <summary>Where control that used to go to a copied instruction goes now. Valid after <see cref="Apply"/>.</summary>
    public Instruction Entry(Instruction copied) => _entries[copied];

    /// <summary>The finished run of instructions; <paramref name="end"/> is what follows it, or null.</summary>
    public List<Instruction> Apply(IReadOnlyList<Instruction> copies, Instruction? end)
    {
        // Backwards, because a hook must know what comes after it.
        var reversed = new List<Instruction>(copies.Count * 2);
        var next = end;
        _entries = new Dictionary<Instruction, Instruction>(copies.Count);
        for (var i = copies.Count - 1; i >= 0; i--)
        {
            var copy = copies[i];
            PrependAll(_after, copy, reversed, ref next);
            if (_instead.TryGetValue(copy, out var code))
            {
                Prepend(code, reversed, ref next);
            }
            else
            {
                reversed.Add(copy);
                next = copy;
            }

            PrependAll(_before, copy, reversed, ref next);
            _entries[copy] = next!;
        }

        foreach (var copy in copies)
        {
            copy.Operand = copy.Operand switch
            {
                Instruction target => _entries[target],
                Instruction[] targets => Array.ConvertAll(targets, t => _entries[t]),
                var other => other,
            };
        }

        reversed.Reverse();
        return reversed;
    }

    private static void Add(Dictionary<Instruction, List<Chunk>> chunks, Instruction place, Chunk chunk)
    {
        if (!chunks.TryGetValue(place, out var list))
            chunks.Add(place, list = new List<Chunk>(1));

        list.Add(chunk);
    }

    private static void PrependAll(Dictionary<Instruction, List<Chunk>> chunks, Instruction place, List<Instruction> reversed, ref Instruction? next)
    {
        if (!chunks.TryGetValue(place, out var list))
            return;

        for (var i = list.Count - 1; i >= 0; i--)
            Prepend(list[i](next!), reversed, ref next);
    }

    private static void Prepend(IReadOnlyList<Instruction> code, List<Instruction> reversed, ref Instruction? next)
    {
        for (var i = code.Count - 1; i >= 0; i--)
            reversed.Add(code[i]);

        if (code.Count > 0)
            next = code[0];
    }
}
