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
/// a reference to a place that exists: a static field, an array element, a local, an argument, or a field of such a place.
/// A field of an object counts where the object is "this": any other may have been given a false type, and what lies at
/// the field's place is then no object. Where the target holds no references, the worst that can be read is odd bits.
/// </summary>
internal sealed class ReferenceLocals
{
    private readonly List<Instruction> _code;
    private readonly HashSet<Instruction> _targets;
    private readonly ParameterDefinition? _self;
    private readonly bool _trustParameters;

    /// <param name="copy">The body.</param>
    /// <param name="trustParameters">Whether by-ref parameters are taken to lead to places that exist.</param>
    /// <param name="self">"this" of a class; null in a struct or a static method.</param>
    public ReferenceLocals(BodyCloner copy, bool trustParameters, ParameterDefinition? self)
    {
        _trustParameters = trustParameters;
        _code = copy.Copies;
        _self = self;
        _targets = new HashSet<Instruction>();
        foreach (var instruction in _code)
        {
            foreach (var target in instruction.Targets())
                _targets.Add(target);
        }
    }

    public bool CanBeRead(VariableDefinition local, TypeReference target) => CanBeRead(local, SlotTypes.IsFreeOfReferences(target), new HashSet<VariableDefinition>());

    // One local may be a copy of another. The answer is yes if all that are met agree, so each needs to be asked only once.
    private bool CanBeRead(VariableDefinition local, bool holdsNoReferences, HashSet<VariableDefinition> asked)
    {
        if (!asked.Add(local))
            return true;

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
            if (!IsMadeFromAPlace(i, holdsNoReferences, asked))
                return false;
        }

        return stores > 0;
    }

    /// <summary>Whether every reference that the method returns leads to a place that exists.</summary>
    public bool AreReturned(TypeReference target)
    {
        var holdsNoReferences = SlotTypes.IsFreeOfReferences(target);
        return Enumerable.Range(0, _code.Count).Where(i => _code[i].OpCode.Code == Code.Ret)
            .All(i => IsMadeFromAPlace(i, holdsNoReferences, new HashSet<VariableDefinition>()));
    }

    // A store or a step that a branch leads to may take its reference from elsewhere.
    private bool IsMadeFromAPlace(int user, bool holdsNoReferences, HashSet<VariableDefinition> asked)
    {
        if (user == 0 || _targets.Contains(_code[user]))
            return false;

        var maker = _code[user - 1];
        return maker.OpCode.Code switch
        {
            Code.Ldsflda or Code.Ldelema or Code.Ldloca or Code.Ldarga => true,
            Code.Ldloc => maker.Operand is VariableDefinition local && local.VariableType.Unmodified().IsByReference && CanBeRead(local, holdsNoReferences, asked),
            Code.Ldarg => _trustParameters && maker.Operand is ParameterDefinition { ParameterType: var type } && type.Unmodified().IsByReference,
            Code.Ldflda when IsFieldOfObject((FieldReference)maker.Operand) => holdsNoReferences || IsThis(user - 2),
            Code.Ldflda => IsMadeFromAPlace(user - 1, holdsNoReferences, asked),
            _ => false,
        };
    }

    private bool IsThis(int index)
        => index >= 0 && _self != null && _code[index].OpCode.Code == Code.Ldarg && _code[index].Operand == _self && !_targets.Contains(_code[index + 1]);

    private static bool IsFieldOfObject(FieldReference field) => field.DeclaringType.TryResolve() is { IsValueType: false };
}

/// <summary>A by-ref local: refers to nothing at first, and to what was stored last from then on.</summary>
internal sealed class ReferenceSlot(TypeReference type, VariableDefinition local) : FrameSlot(type)
{
    public VariableDefinition Local { get; } = local;

    public override void LoadReference(Il il) => il.LoadNullReference();
}
