using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Cloning;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Tells by-ref locals that can be read from those that cannot. A reference that unsafe code computes may point past the
/// end of an array, and reading an object there kills the process. So each store must come from an instruction that makes
/// a reference to a place that exists: a static field, an array element, a local, an argument, or a field of an object or
/// of such a place.
/// </summary>
internal sealed class ReferenceLocals
{
    private readonly List<Instruction> _code;
    private readonly HashSet<Instruction> _targets;

    public ReferenceLocals(BodyCloner copy)
    {
        _code = copy.Copies;
        _targets = new HashSet<Instruction>(_code.SelectMany(i => i.Targets()));
    }

    public bool CanBeRead(VariableDefinition local)
    {
        var stores = 0;
        for (var i = 0; i < _code.Count; i++)
        {
            if (_code[i].Operand != local)
                continue;
            if (_code[i].OpCode.Code == Code.Ldloca)
                return false;
            if (_code[i].OpCode.Code != Code.Stloc)
                continue;

            stores++;
            if (!IsMadeFromAPlace(i))
                return false;
        }

        return stores > 0;
    }

    // A store or a step that a branch leads to may take its reference from elsewhere.
    private bool IsMadeFromAPlace(int user)
    {
        if (user == 0 || _targets.Contains(_code[user]))
            return false;

        var maker = _code[user - 1];
        return maker.OpCode.Code switch
        {
            Code.Ldsflda or Code.Ldelema or Code.Ldloca or Code.Ldarga => true,
            Code.Ldflda => IsFieldOfObject((FieldReference)maker.Operand) || IsMadeFromAPlace(user - 1),
            _ => false,
        };
    }

    private static bool IsFieldOfObject(FieldReference field)
    {
        try
        {
            return field.DeclaringType.Resolve() is { IsValueType: false };
        }
        catch (AssemblyResolutionException)
        {
            return false;
        }
    }
}

/// <summary>A by-ref local: refers to nothing at first, and to what was stored last from then on.</summary>
internal sealed class ReferenceSlot(TypeReference type, VariableDefinition local) : FrameSlot(type)
{
    public VariableDefinition Local { get; } = local;

    public override void LoadReference(Il il) => il.LoadNullReference();
}
