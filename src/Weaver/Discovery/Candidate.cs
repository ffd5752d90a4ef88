using Mono.Cecil;

namespace Weaver.Engine.Discovery;

/// <summary>A method as its author sees it, and the body that carries its gate.</summary>
internal sealed class Candidate
{
    public Candidate(MethodDefinition method, MethodDefinition? moveNext = null)
    {
        Method = method;
        MoveNext = moveNext;
    }

    /// <summary>The method that the author wrote; its names and parameters go into the manifest.</summary>
    public MethodDefinition Method { get; }

    /// <summary>For an async method the MoveNext of its state machine.</summary>
    public MethodDefinition? MoveNext { get; }

    public bool IsAsync => MoveNext != null;

    /// <summary>The method whose body is gated and twinned.</summary>
    public MethodDefinition Body => MoveNext ?? Method;
}
