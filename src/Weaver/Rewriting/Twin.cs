using System.Collections.Generic;
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
    public Twin(Candidate candidate, MethodSymbols symbols, MethodDefinition method, int gate, VariableDefinition scope, VariableDefinition lines, BodyCloner copy, StackDepths depths)
    {
        Candidate = candidate;
        Symbols = symbols;
        Method = method;
        Gate = gate;
        Scope = scope;
        Lines = lines;
        Copy = copy;
        Depths = depths;
        Hooks = new HookPlan();
    }

    public Candidate Candidate { get; }

    public MethodSymbols Symbols { get; }

    public MethodDefinition Method { get; }

    public int Gate { get; }

    /// <summary>Local 0, so that line hooks have the shortest forms.</summary>
    public VariableDefinition Scope { get; }

    /// <summary>Local 1: what says whether a line of this method is armed.</summary>
    public VariableDefinition Lines { get; }

    public BodyCloner Copy { get; }

    /// <summary>Stack depths of the original body.</summary>
    public StackDepths Depths { get; }

    public HookPlan Hooks { get; }

    public FrameLayout Layout { get; set; } = new();

    /// <summary>Whether lines may be armed while a call is running, so that the flag is read again at every line.</summary>
    public bool HasLiveLines { get; set; }

    public List<SourcePoint> Sites { get; } = new();

    public VariableDefinition NewLocal(TypeReference type)
    {
        var local = new VariableDefinition(type);
        Method.Body.Variables.Add(local);
        return local;
    }
}
