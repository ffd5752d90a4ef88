using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Contract;
using Weaver.Engine.References;

namespace Weaver.Engine.Discovery;

/// <summary>A type that the compiler made to run one method in pieces.</summary>
internal sealed class StateMachine
{
    private const string FinallyPrefix = "<>m__Finally";

    private StateMachine(TypeDefinition type, MachineNames names, MethodDefinition moveNext, FieldDefinition state)
    {
        Type = type;
        Names = names;
        MoveNext = moveNext;
        State = state.SelfReference();
    }

    public TypeDefinition Type { get; }

    public MachineNames Names { get; }

    public MethodDefinition MoveNext { get; }

    /// <summary>The field that says where the machine goes on.</summary>
    public FieldReference State { get; }

    /// <summary>How an enumeration ends before its end; null where the machine is no iterator.</summary>
    public MethodDefinition? Dispose => Type.Methods.FirstOrDefault(m => m.HasBody && !m.HasParameters
        && m.Overrides.Any(o => o.Name == "Dispose" && o.DeclaringType.FullName == "System.IDisposable"));

    /// <summary>The <c>finally</c> blocks that are methods of their own, in the compiler's order.</summary>
    public IEnumerable<MethodDefinition> Finallies
        => Type.Methods.Where(m => m.HasBody && !m.HasParameters && m.Name.StartsWith(FinallyPrefix, StringComparison.Ordinal)).ToList();

    /// <summary>Null when the type does not look like a machine of a known compiler.</summary>
    public static StateMachine? Read(TypeDefinition type)
    {
        var moveNext = type.Methods.FirstOrDefault(m => m.Name == "MoveNext" && !m.HasParameters && m.HasBody);
        if (moveNext == null)
            return null;

        foreach (var names in new[] { MachineNames.CSharp, MachineNames.VisualBasic })
        {
            if (type.Fields.FirstOrDefault(f => f.Name == names.State && f.FieldType.MetadataType == MetadataType.Int32) is { } state)
                return new StateMachine(type, names, moveNext, state);
        }

        return null;
    }

    public FieldDefinition? Field(string name) => Type.Fields.FirstOrDefault(f => f.Name == name && !f.IsStatic);

    /// <summary>Whether Dispose leaves a mark, so that a second one can be told from the first. Compilers before 2025 left none.</summary>
    public static bool MarksItsEnd(MethodDefinition dispose, StateMachine machine)
        => dispose.Body.Instructions.Any(i => i.OpCode.Code == Code.Stfld && ((FieldReference)i.Operand).Name == machine.State.Name);

    /// <summary>The field for what one run of the method must remember. Null while no probe watches; the only field ever added to a type.</summary>
    public FieldReference AddActivation()
    {
        var field = Field(HookNames.ActivationField);
        if (field == null)
        {
            field = new FieldDefinition(HookNames.ActivationField, FieldAttributes.Private, Type.Module.TypeSystem.Object);
            Type.Fields.Add(field);
        }

        return field.SelfReference();
    }

    /// <summary>For a machine whose twin was given up.</summary>
    public void RemoveActivation()
    {
        if (Field(HookNames.ActivationField) is { } field)
            Type.Fields.Remove(field);
    }
}
