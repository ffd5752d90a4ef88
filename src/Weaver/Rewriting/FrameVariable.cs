using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Contract;
using Weaver.Engine.Emit;

namespace Weaver.Engine.Rewriting;

/// <summary>One variable of the method under its own name: where it lives and where the name holds.</summary>
internal sealed class FrameVariable
{
    public FrameVariable(string name, VariableKind kind, TypeReference type)
    {
        Name = name;
        Kind = kind;
        Type = type;
    }

    public string Name { get; }

    public VariableKind Kind { get; }

    /// <summary>Declared type, without a by-ref mark.</summary>
    public TypeReference Type { get; }

    /// <summary>The storage it shares with other names of the same slot, or null with <see cref="Reason"/> set.</summary>
    public FrameSlot? Slot { get; set; }

    public UnreadableReason Reason { get; set; }

    public bool IsOut { get; set; }

    /// <summary>IL range of the original body; the whole method for arguments.</summary>
    public int Start { get; set; }

    public int End { get; set; } = int.MaxValue;

    /// <summary>Unset until its first store, or only set on leaving: shown at exit only.</summary>
    public bool ExitOnly { get; set; }

    /// <summary>Whether it has a value at an offset of its range; null: it has one everywhere.</summary>
    public Func<int, bool>? IsAssignedAt { get; set; }

    public bool IsLiveAt(int offset) => !ExitOnly && offset >= Start && offset < End && (IsAssignedAt == null || IsAssignedAt(offset));
}

/// <summary>One storage place of the method that the frame refers to.</summary>
internal abstract class FrameSlot
{
    public FrameSlot(TypeReference type) => Type = type;

    /// <summary>Type argument of the frame.</summary>
    public TypeReference Type { get; }

    /// <summary>Number in the frame; -1 outside of one.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Puts a managed reference to the storage on the stack.</summary>
    public abstract void LoadReference(Il il);
}

internal sealed class VariableSlot(TypeReference type, VariableDefinition variable) : FrameSlot(type)
{
    public override void LoadReference(Il il) => il.LoadAddress(variable);
}

internal sealed class ArgumentSlot(TypeReference type, ParameterDefinition parameter, bool byRef) : FrameSlot(type)
{
    public override void LoadReference(Il il)
    {
        if (byRef)
            il.Load(parameter);
        else
            il.LoadAddress(parameter);
    }
}

/// <summary>
/// A result that the frame refers to only where the method is left with it: a reference that does not exist before, or
/// the result of a method that may also end in a tail call, whose result nobody here ever sees.
/// </summary>
internal sealed class LateResultSlot(TypeReference type, VariableDefinition result) : FrameSlot(type)
{
    public override void LoadReference(Il il) => il.LoadNullReference();

    public void LoadResult(Il il)
    {
        if (result.VariableType.IsByReference)
            il.Load(result);
        else
            il.LoadAddress(result);
    }
}

/// <summary>A field of the state machine that runs the method.</summary>
internal sealed class FieldSlot(TypeReference type, ParameterDefinition machine, FieldReference field) : FrameSlot(type)
{
    public override void LoadReference(Il il) => il.Load(machine).LoadFieldAddress(field);
}

/// <summary>The variables of one method and the slots behind them, in frame order.</summary>
internal sealed class FrameLayout
{
    public List<FrameVariable> Variables { get; } = new();

    public List<FrameSlot> Slots { get; } = new();

    /// <summary>Objects that hold captured variables.</summary>
    public List<Closure> Closures { get; } = new();

    /// <summary>Puts another slot in the place of an argument's own.</summary>
    public void Replace(FrameVariable variable, FrameSlot slot)
    {
        slot.Index = variable.Slot!.Index;
        Slots[slot.Index] = slot;
        variable.Slot = slot;
    }

    public void Add(FrameVariable variable, FrameSlot? slot, UnreadableReason reason)
    {
        variable.Slot = slot;
        variable.Reason = slot == null ? reason : UnreadableReason.None;
        Variables.Add(variable);
        if (slot is { Index: < 0 })
        {
            slot.Index = Slots.Count;
            Slots.Add(slot);
        }
    }
}
