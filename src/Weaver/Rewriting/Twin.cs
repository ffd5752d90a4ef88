using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Cloning;
using Weaver.Engine.Discovery;
using Weaver.Engine.Symbols;
using Weaver.Engine.Verification;

namespace Weaver.Engine.Rewriting;

/// <summary>A twin in the making: the copy of one body, its frame, and the hooks that wait to be put in.</summary>
internal sealed class Twin
{
    public Twin(Candidate candidate, MethodSymbols symbols, MethodDefinition method, int gate, VariableDefinition scope, VariableDefinition lines, BodyCloner copy, OriginalBody original, ConstructorSplit? split)
    {
        Start = split?.Start ?? original.Code[0];
        Passed = split?.Passed ?? [];
        Candidate = candidate;
        Symbols = symbols;
        Method = method;
        Gate = gate;
        Scope = scope;
        Lines = lines;
        Copy = copy;
        Original = original;
        Hooks = new HookPlan(copy.Copies.Count);
        ExitOffset = symbols.LastVisibleOffset;
    }

    public Candidate Candidate { get; }

    public MethodSymbols Symbols { get; }

    public MethodDefinition Method { get; }

    /// <summary>Where the original's part begins that is copied, and where its gate stands.</summary>
    public Instruction Start { get; }

    /// <summary>Locals of the original that come as arguments behind the author's own.</summary>
    public IReadOnlyList<VariableDefinition> Passed { get; }

    public int Gate { get; }

    /// <summary>Local 0, so that line hooks have the shortest forms.</summary>
    public VariableDefinition Scope { get; }

    /// <summary>Local 1: what says whether a line of this method is armed.</summary>
    public VariableDefinition Lines { get; }

    public BodyCloner Copy { get; }

    /// <summary>The original body as it was read.</summary>
    public OriginalBody Original { get; }

    public HookPlan Hooks { get; }

    /// <summary>Calls that take the place of the twin.</summary>
    public IReadOnlyList<TailCall> TailCalls { get; set; } = [];

    /// <summary>Its frames, once they are written, each for as many slots as fit.</summary>
    public (VariableDefinition Local, GenericInstanceType Type)[] Frames { get; set; } = [];

    /// <summary>The twin of MoveNext, where this is one of another method of its state machine.</summary>
    public Twin? Enclosing { get; set; }

    public FrameLayout Layout { get; set; } = new();

    /// <summary>Whether lines may be armed while a call is running, so that the flag is read again at every line.</summary>
    public bool HasLiveLines { get; set; }

    /// <summary>The place in the original body whose variables are shown when the method is left.</summary>
    public int ExitOffset { get; set; }

    public List<SourcePoint> Sites { get; } = new();

    /// <summary>Offsets in the original body at which it calls another method of its type.</summary>
    public List<int> CallsOf(MethodDefinition method)
        => Original.Code
            .Where(i => i.OpCode.Code is Code.Call or Code.Callvirt && i.Operand is MethodReference called && called.Name == method.Name && called.DeclaringType.GetElementType() == method.DeclaringType)
            .Select(i => i.Offset)
            .ToList();

    /// <summary>Where control goes now that went to an instruction of the original. Valid once the hooks are put in.</summary>
    public Instruction EntryOf(Instruction original) => Hooks.Entry(Copy.PositionOf(original));

    public VariableDefinition NewLocal(TypeReference type)
    {
        var local = new VariableDefinition(type);
        Method.Body.Variables.Add(local);
        return local;
    }
}
