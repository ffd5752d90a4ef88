using System;
using System.Collections.Generic;
using System.Linq;
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

    /// <summary>What holds this place in the frame of another method of the same state machine.</summary>
    public virtual FrameSlot InOtherMethod() => new AbsentSlot(Type);
}

/// <summary>A variable that this method does not have, though another with the same frame has.</summary>
internal sealed class AbsentSlot(TypeReference type) : FrameSlot(type)
{
    public override void LoadReference(Il il) => il.LoadNullReference();
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
internal sealed class FieldSlot(TypeReference type, FieldReference field) : FrameSlot(type)
{
    public override void LoadReference(Il il) => il.LoadThis().LoadFieldAddress(field);

    public override FrameSlot InOtherMethod() => this;
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

    /// <summary>The same frame for another method of the same state machine: variables of the body that it was made for are absent there.</summary>
    public FrameLayout InOtherMethod()
    {
        var layout = new FrameLayout();
        layout.Variables.AddRange(Variables);
        foreach (var slot in Slots)
        {
            var other = slot.InOtherMethod();
            other.Index = slot.Index;
            layout.Slots.Add(other);
        }

        layout.Closures.AddRange(Closures.Where(c => c.IsOfMachine));
        return layout;
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
