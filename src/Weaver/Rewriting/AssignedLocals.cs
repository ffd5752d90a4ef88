using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Discovery;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Which of some locals of a body have been assigned since it was entered, on every way to an instruction. A state machine's
/// body is entered again after each suspension, so that a plain local of it may have lost its value although its name still holds.
/// </summary>
internal sealed class AssignedLocals
{
    private readonly MethodBody _body;
    private readonly Dictionary<VariableDefinition, int> _locals = new();
    private readonly OriginalBody _original;
    private readonly bool[][] _before;

    private AssignedLocals(MethodBody body, OriginalBody original)
    {
        _body = body;
        _original = original;
        _before = new bool[original.Code.Length][];
    }

    /// <param name="method">Whose body.</param>
    /// <param name="original">Its instructions.</param>
    /// <param name="wanted">The locals that will be asked for. A long body has many more, made by the compiler for each of its awaits.</param>
    public static AssignedLocals In(MethodDefinition method, OriginalBody original, IEnumerable<VariableDefinition> wanted)
    {
        var assigned = new AssignedLocals(method.Body, original);
        foreach (var local in wanted.Distinct())
            assigned._locals.Add(local, assigned._locals.Count);

        assigned.Follow();
        return assigned;
    }

    /// <summary>Whether the local has a value of this run wherever the instruction at the offset is reached.</summary>
    public bool Has(VariableDefinition local, int offset)
        => _original.At(offset) is { } place && _before[_original.IndexOf(place)] is { } before && before[_locals[local]];

    private void Follow()
    {
        var work = new Stack<int>();
        Meet(0, new bool[_locals.Count], work);
        while (work.Count != 0)
        {
            var index = work.Pop();
            var instruction = _original.Code[index];

            // Whatever is assigned within a protected region may not be when its handler begins.
            foreach (var handler in _body.ExceptionHandlers.Where(h => h.TryStart.Offset <= instruction.Offset && instruction.Offset < h.TryEnd.Offset))
            {
                Meet(_original.IndexOf(handler.HandlerStart), _before[index], work);
                if (handler.FilterStart != null)
                    Meet(_original.IndexOf(handler.FilterStart), _before[index], work);
            }

            var after = After(instruction, _before[index]);
            foreach (var target in instruction.Targets())
                Meet(_original.IndexOf(target), after, work);

            if (instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw) && index + 1 < _before.Length)
                Meet(index + 1, after, work);
        }
    }

    private bool[] After(Instruction instruction, bool[] before)
        => Assigned(instruction) is { } local && _locals.TryGetValue(local, out var index) && !before[index] ? With(before, index) : before;

    // Taking the address counts: the callee or an initobj fills what it points to.
    private VariableDefinition? Assigned(Instruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Stloc_0 and <= Code.Stloc_3 => _body.Variables[instruction.OpCode.Code - Code.Stloc_0],
        Code.Stloc or Code.Stloc_S or Code.Ldloca or Code.Ldloca_S => (VariableDefinition)instruction.Operand,
        _ => null,
    };

    private static bool[] With(bool[] before, int index)
    {
        var after = (bool[])before.Clone();
        after[index] = true;
        return after;
    }

    private void Meet(int index, bool[] state, Stack<int> work)
    {
        if (_before[index] is not { } known)
        {
            _before[index] = state;
            work.Push(index);
            return;
        }

        if (ReferenceEquals(known, state) || !known.Where((assigned, i) => assigned && !state[i]).Any())
            return;

        _before[index] = known.Zip(state, (a, b) => a && b).ToArray();
        work.Push(index);
    }
}
