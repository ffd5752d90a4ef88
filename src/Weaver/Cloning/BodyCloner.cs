using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;

namespace Weaver.Engine.Cloning;

/// <summary>
/// Copies instructions, variables and handlers of a body into a method of the same type and the same generic parameters.
/// Type and method references are shared: metadata writes a generic parameter by its position only, and positions agree.
/// </summary>
internal sealed class BodyCloner
{
    private readonly MethodDefinition _source;
    private readonly MethodDefinition _target;
    private readonly Dictionary<VariableDefinition, VariableDefinition> _variables = new();
    private readonly Dictionary<Instruction, Instruction> _instructions;
    private readonly int _start;

    private BodyCloner(MethodDefinition source, MethodDefinition target, Instruction start)
    {
        _start = start.Offset;
        _source = source;
        _target = target;
        _instructions = new Dictionary<Instruction, Instruction>(source.Body.Instructions.Count);
        Copies = new List<Instruction>(source.Body.Instructions.Count);
    }

    /// <summary>Copies of the source's variables, which have been added to the target's body.</summary>
    public IReadOnlyDictionary<VariableDefinition, VariableDefinition> Variables => _variables;

    /// <summary>Copies by their originals.</summary>
    public IReadOnlyDictionary<Instruction, Instruction> Instructions => _instructions;

    /// <summary>The copies in order, in long forms, not yet part of the target's body.</summary>
    public List<Instruction> Copies { get; }

    /// <summary>The copied handlers, pointing at copies; a null end still means the end of the method.</summary>
    public List<ExceptionHandler> Handlers { get; } = new();

    /// <param name="source">Copied from.</param>
    /// <param name="target">Gets the variables.</param>
    /// <param name="start">First instruction copied; no branch or region reaches across it.</param>
    public static BodyCloner Clone(MethodDefinition source, MethodDefinition target, Instruction start)
    {
        var cloner = new BodyCloner(source, target, start);
        cloner.CloneVariables();
        cloner.CloneInstructions();
        cloner.CloneHandlers();
        return cloner;
    }

    private void CloneVariables()
    {
        foreach (var variable in _source.Body.Variables)
        {
            var copy = new VariableDefinition(variable.VariableType);
            _target.Body.Variables.Add(copy);
            _variables.Add(variable, copy);
        }
    }

    private void CloneInstructions()
    {
        foreach (var instruction in _source.Body.Instructions.Where(i => i.Offset >= _start))
        {
            var copy = Copy(instruction);
            _instructions.Add(instruction, copy);
            Copies.Add(copy);
        }

        // Second pass, since a branch may lead forward.
        foreach (var copy in Copies)
        {
            copy.Operand = copy.Operand switch
            {
                Instruction target => _instructions[target],
                Instruction[] targets => System.Array.ConvertAll(targets, t => _instructions[t]),
                var other => other,
            };
        }
    }

    private void CloneHandlers()
    {
        foreach (var handler in _source.Body.ExceptionHandlers.Where(h => h.TryStart.Offset >= _start))
        {
            Handlers.Add(new ExceptionHandler(handler.HandlerType)
            {
                CatchType = handler.CatchType,
                TryStart = Map(handler.TryStart),
                TryEnd = Map(handler.TryEnd),
                FilterStart = Map(handler.FilterStart),
                HandlerStart = Map(handler.HandlerStart),
                HandlerEnd = Map(handler.HandlerEnd),
            });
        }
    }

    private Instruction? Map(Instruction? instruction) => instruction == null ? null : _instructions[instruction];

    private Instruction Copy(Instruction source)
    {
        var copy = Instruction.Create(OpCodes.Nop);
        copy.OpCode = source.OpCode;
        copy.Operand = source.Operand switch
        {
            VariableDefinition variable => _variables[variable],
            ParameterDefinition parameter => Parameter(parameter.Index),
            var other => other,
        };
        Lengthen(copy);
        return copy;
    }

    // The index of "this" is -1; comparing with ThisParameter by reference is fragile.
    private ParameterDefinition Parameter(int index) => index < 0 ? _target.Body.ThisParameter : _target.Parameters[index];

    private void Lengthen(Instruction copy)
    {
        var code = copy.OpCode.Code;
        switch (code)
        {
            case >= Code.Ldarg_0 and <= Code.Ldarg_3:
                copy.OpCode = OpCodes.Ldarg;
                copy.Operand = Parameter(code - Code.Ldarg_0 - (_source.HasThis ? 1 : 0));
                break;
            case >= Code.Ldloc_0 and <= Code.Ldloc_3:
                copy.OpCode = OpCodes.Ldloc;
                copy.Operand = _variables[_source.Body.Variables[code - Code.Ldloc_0]];
                break;
            case >= Code.Stloc_0 and <= Code.Stloc_3:
                copy.OpCode = OpCodes.Stloc;
                copy.Operand = _variables[_source.Body.Variables[code - Code.Stloc_0]];
                break;
            case Code.Ldarg_S:
                copy.OpCode = OpCodes.Ldarg;
                break;
            case Code.Ldarga_S:
                copy.OpCode = OpCodes.Ldarga;
                break;
            case Code.Starg_S:
                copy.OpCode = OpCodes.Starg;
                break;
            case Code.Ldloc_S:
                copy.OpCode = OpCodes.Ldloc;
                break;
            case Code.Ldloca_S:
                copy.OpCode = OpCodes.Ldloca;
                break;
            case Code.Stloc_S:
                copy.OpCode = OpCodes.Stloc;
                break;
            default:
                if (OpCodeForms.TryLong(copy.OpCode, out var longForm))
                    copy.OpCode = longForm;
                break;
        }
    }
}
