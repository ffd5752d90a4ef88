using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Discovery;
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
    private readonly OriginalBody _body;
    private readonly VariableDefinition[] _variables;
    private readonly int _start;

    private BodyCloner(MethodDefinition source, OriginalBody body, MethodDefinition target, Instruction start)
    {
        _start = body.IndexOf(start);
        _source = source;
        _body = body;
        _target = target;
        _variables = source.Body.HasVariables ? new VariableDefinition[source.Body.Variables.Count] : [];
        Copies = new List<Instruction>(body.Code.Length - _start);
    }

    /// <summary>
    /// The copies in order, in long forms, not yet part of the target's body. Until that is compacted their offsets hold
    /// their positions here.
    /// </summary>
    public List<Instruction> Copies { get; }

    /// <summary>Originals with their copies, in order.</summary>
    public IEnumerable<(Instruction Original, Instruction Copy)> Pairs
    {
        get
        {
            for (var i = 0; i < Copies.Count; i++)
                yield return (_body.Code[_start + i], Copies[i]);
        }
    }

    /// <summary>The copied handlers, pointing at copies; a null end still means the end of the method.</summary>
    public List<ExceptionHandler> Handlers { get; } = new();

    /// <param name="source">Copied from.</param>
    /// <param name="body">Its body.</param>
    /// <param name="target">Gets the variables.</param>
    /// <param name="start">First instruction copied; no branch or region reaches across it.</param>
    public static BodyCloner Clone(MethodDefinition source, OriginalBody body, MethodDefinition target, Instruction start)
    {
        var cloner = new BodyCloner(source, body, target, start);
        cloner.CloneVariables();
        cloner.CloneInstructions();
        cloner.CloneHandlers();
        return cloner;
    }

    /// <summary>The copy of an instruction.</summary>
    public Instruction CopyOf(Instruction original) => Copies[PositionOf(original)];

    /// <summary>Where in <see cref="Copies"/> the copy of an instruction stands.</summary>
    public int PositionOf(Instruction original) => _body.IndexOf(original) - _start;

    /// <summary>The copy of a variable, which has been added to the target's body.</summary>
    public VariableDefinition CopyOf(VariableDefinition original) => _variables[original.Index];

    private void CloneVariables()
    {
        for (var i = 0; i < _variables.Length; i++)
        {
            _variables[i] = new VariableDefinition(_source.Body.Variables[i].VariableType);
            _target.Body.Variables.Add(_variables[i]);
        }
    }

    private void CloneInstructions()
    {
        for (var i = _start; i < _body.Code.Length; i++)
        {
            var copy = Copy(_body.Code[i]);
            copy.Offset = Copies.Count;
            Copies.Add(copy);
        }

        // Second pass, since a branch may lead forward.
        foreach (var copy in Copies)
        {
            if (copy.Operand is Instruction target)
                copy.Operand = CopyOf(target);
            else if (copy.OpCode.Code == Code.Switch)
                copy.Operand = Array.ConvertAll((Instruction[])copy.Operand, CopyOf);
        }
    }

    private void CloneHandlers()
    {
        if (!_source.Body.HasExceptionHandlers)
            return;

        foreach (var handler in _source.Body.ExceptionHandlers)
        {
            if (_body.IndexOf(handler.TryStart) < _start)
                continue;

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

    private Instruction? Map(Instruction? instruction) => instruction == null ? null : CopyOf(instruction);

    private Instruction Copy(Instruction source)
    {
        var copy = Instruction.Create(OpCodes.Nop);
        copy.OpCode = source.OpCode;
        copy.Operand = source.Operand switch
        {
            null => null,
            VariableDefinition variable => CopyOf(variable),
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
                copy.Operand = _variables[code - Code.Ldloc_0];
                break;
            case >= Code.Stloc_0 and <= Code.Stloc_3:
                copy.OpCode = OpCodes.Stloc;
                copy.Operand = _variables[code - Code.Stloc_0];
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
