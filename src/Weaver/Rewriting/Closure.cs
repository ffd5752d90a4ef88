using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// The object into which the compiler moved the variables that a lambda or local function captures: its fields are the
/// variables. One kept in a local or in a field of a state machine comes into being while the method runs, so the frame's
/// references are set when it is stored; one that is a struct, a parameter or "this" is there from the start.
/// </summary>
internal sealed class Closure
{
    private const string Mark = "<>c__DisplayClass";

    private readonly Action<Il> _load;
    private readonly Func<Instruction, bool> _isStore;

    private Closure(TypeReference type, TypeDefinition definition, bool isThereFromTheStart, Action<Il> load, Func<Instruction, bool>? isStore = null, bool isOfThisMethod = false, bool isOfMachine = false)
    {
        Type = type;
        Definition = definition;
        IsThereFromTheStart = isThereFromTheStart;
        _load = load;
        _isStore = isStore ?? (_ => false);
        IsOfThisMethod = isOfThisMethod;
        IsOfMachine = isOfMachine;
    }

    public TypeReference Type { get; }

    public TypeDefinition Definition { get; }

    public bool IsThereFromTheStart { get; }

    /// <summary>Made by this very method, so that a field of a parameter's name is that parameter.</summary>
    public bool IsOfThisMethod { get; }

    /// <summary>The local of the original that holds it, or null.</summary>
    public VariableDefinition? Local { get; private set; }

    /// <summary>Reached through a field of a state machine, so from all of its methods.</summary>
    public bool IsOfMachine { get; }

    /// <summary>Slots for its variables.</summary>
    public List<CapturedSlot> Slots { get; } = new();

    /// <summary>Fields that stand for variables of the author; what the compiler keeps for itself has a marked name.</summary>
    public IEnumerable<FieldDefinition> Variables => Definition.Fields.Where(f => !f.IsStatic && f.Name.IndexOfAny(['<', '$', '>']) < 0);

    public static bool IsClosure(TypeReference? type)
        => type is not null and (GenericInstanceType or not TypeSpecification) && type.GetElementType().Name.StartsWith(Mark, StringComparison.Ordinal);

    public static Closure? InLocal(VariableDefinition local, VariableDefinition copy)
    {
        var type = local.VariableType.Unmodified();
        if (!IsClosure(type) || type.Resolve() is not { } definition)
            return null;

        return definition.IsValueType
            ? new Closure(type, definition, true, il => il.LoadAddress(copy), isOfThisMethod: true) { Local = local }
            : new Closure(type, definition, false, il => il.Load(copy), i => i.OpCode.Code == Code.Stloc && i.Operand == copy, isOfThisMethod: true) { Local = local };
    }

    /// <summary>A local function gets the struct with its captured variables by reference.</summary>
    public static Closure? InParameter(ParameterDefinition parameter)
    {
        var type = (parameter.ParameterType as ByReferenceType)?.ElementType;
        return IsClosure(type) && type!.Resolve() is { } definition
            ? new Closure(type, definition, true, il => il.Load(parameter))
            : null;
    }

    /// <summary>Inside a lambda the closure is "this".</summary>
    public static Closure? InThis(TypeDefinition declaring, ParameterDefinition self)
        => IsClosure(declaring) ? new Closure(declaring.SelfReference(), declaring, true, il => il.Load(self)) : null;

    /// <summary>In a field of a state machine.</summary>
    public static Closure? InField(FieldDefinition field)
    {
        if (!IsClosure(field.FieldType) || field.FieldType.Resolve() is not { IsValueType: false } definition)
            return null;

        var reference = field.SelfReference();
        return new Closure(
            field.FieldType,
            definition,
            false,
            il => il.LoadThis().LoadField(reference),
            i => IsStoreTo(i, field),
            isOfThisMethod: true,
            isOfMachine: true);
    }

    /// <summary>The closure that a lambda with a state machine runs in, which its state machine keeps as its "this".</summary>
    public static Closure? InThisOf(FieldDefinition self)
    {
        if (!IsClosure(self.FieldType) || self.FieldType.Resolve() is not { IsValueType: false } definition)
            return null;

        var reference = self.SelfReference();
        return new Closure(self.FieldType, definition, true, il => il.LoadThis().LoadField(reference), isOfMachine: true);
    }

    /// <summary>A closure that this one refers to: the variables of an outer block.</summary>
    public Closure? Outer()
    {
        var link = Definition.Fields.FirstOrDefault(f => f.Name.StartsWith("CS$<>8__locals", StringComparison.Ordinal));
        if (link == null || !IsThereFromTheStart || TypeSubstitution.Apply(link.FieldType, Type) is not { } type || type.Resolve() is not { IsValueType: false } definition)
            return null;

        var reference = Reference(link);
        return new Closure(type, definition, true, il => Load(il).LoadField(reference), isOfMachine: IsOfMachine);
    }

    public Il Load(Il il)
    {
        _load(il);
        return il;
    }

    public bool IsStore(Instruction copy) => _isStore(copy);

    public static bool IsStoreTo(Instruction instruction, FieldDefinition field)
        => instruction.OpCode.Code == Code.Stfld && instruction.Operand is FieldReference stored && stored.Name == field.Name && stored.DeclaringType.GetElementType() == field.DeclaringType;

    public FieldReference Reference(FieldDefinition field) => new(field.Name, field.FieldType, Type);
}

/// <summary>A captured variable: a field of a closure, or what stood for it before the closure was made.</summary>
internal sealed class CapturedSlot(TypeReference type, Closure closure, FieldDefinition field, FrameSlot? before) : FrameSlot(type)
{
    public FieldDefinition Captured => @field;

    /// <summary>The argument that it was copied from, whose value it has only then.</summary>
    public bool IsCopied => before != null;

    public bool IsCopiedBy(Instruction copy) => IsCopied && Closure.IsStoreTo(copy, field);

    public override void LoadReference(Il il)
    {
        if (before != null)
            before.LoadReference(il);
        else if (closure.IsThereFromTheStart)
            LoadCaptured(il);
        else
            il.LoadNullReference();
    }

    public override FrameSlot InOtherMethod() => closure.IsOfMachine ? this : base.InOtherMethod();

    public void LoadCaptured(Il il) => closure.Load(il).LoadFieldAddress(closure.Reference(field));
}
