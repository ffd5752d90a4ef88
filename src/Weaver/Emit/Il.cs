using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Emit;

/// <summary>A run of new instructions in the words of C#. Long forms only; <see cref="Compactor"/> shortens a finished body.</summary>
internal sealed class Il
{
    private readonly List<Instruction> _code = new(8);

    public List<Instruction> Code => _code;

    public Il Load(VariableDefinition variable) => Add(Instruction.Create(OpCodes.Ldloc, variable));

    public Il LoadAddress(VariableDefinition variable) => Add(Instruction.Create(OpCodes.Ldloca, variable));

    public Il Store(VariableDefinition variable) => Add(Instruction.Create(OpCodes.Stloc, variable));

    public Il Load(ParameterDefinition parameter) => Add(Instruction.Create(OpCodes.Ldarg, parameter));

    public Il LoadAddress(ParameterDefinition parameter) => Add(Instruction.Create(OpCodes.Ldarga, parameter));

    /// <summary>What the method belongs to: in a state machine the machine itself.</summary>
    public Il LoadThis() => Emit(OpCodes.Ldarg_0);

    public Il Load(int value) => Add(Integer(value));

    public Il LoadStatic(FieldReference field) => Add(Instruction.Create(OpCodes.Ldsfld, field));

    public Il LoadStaticAddress(FieldReference field) => Add(Instruction.Create(OpCodes.Ldsflda, field));

    public Il LoadField(FieldReference field) => Add(Instruction.Create(OpCodes.Ldfld, field));

    public Il LoadFieldAddress(FieldReference field) => Add(Instruction.Create(OpCodes.Ldflda, field));

    /// <summary>A reference to nothing: what pads a frame.</summary>
    public Il LoadNullReference() => Load(0).Emit(OpCodes.Conv_U);

    public Il Call(MethodReference method) => Add(Instruction.Create(OpCodes.Call, method));

    public Il Branch(OpCode opcode, Instruction target) => Add(Instruction.Create(opcode, target));

    public Il Emit(OpCode opcode) => Add(Instruction.Create(opcode));

    public Il Add(Instruction instruction)
    {
        _code.Add(instruction);
        return this;
    }

    public static Instruction Integer(int value) => value switch
    {
        -1 => Instruction.Create(OpCodes.Ldc_I4_M1),
        0 => Instruction.Create(OpCodes.Ldc_I4_0),
        1 => Instruction.Create(OpCodes.Ldc_I4_1),
        2 => Instruction.Create(OpCodes.Ldc_I4_2),
        3 => Instruction.Create(OpCodes.Ldc_I4_3),
        4 => Instruction.Create(OpCodes.Ldc_I4_4),
        5 => Instruction.Create(OpCodes.Ldc_I4_5),
        6 => Instruction.Create(OpCodes.Ldc_I4_6),
        7 => Instruction.Create(OpCodes.Ldc_I4_7),
        8 => Instruction.Create(OpCodes.Ldc_I4_8),
        >= sbyte.MinValue and <= sbyte.MaxValue => Instruction.Create(OpCodes.Ldc_I4_S, (sbyte)value),
        _ => Instruction.Create(OpCodes.Ldc_I4, value),
    };
}
