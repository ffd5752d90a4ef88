using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace Weaver.Engine.Discovery;

/// <summary>A method as its author sees it, and a body of it that carries a gate.</summary>
internal sealed class Candidate
{
    public Candidate(MethodDefinition method)
        : this(method, BodyKind.Plain, method, null)
    {
    }

    public Candidate(MethodDefinition method, BodyKind kind, MethodDefinition body, StateMachine? machine)
    {
        Method = method;
        Kind = kind;
        Body = body;
        Machine = machine;
    }

    /// <summary>The method that the author wrote; its names and parameters go into the manifest.</summary>
    public MethodDefinition Method { get; }

    public BodyKind Kind { get; }

    /// <summary>The method whose body is gated and twinned.</summary>
    public MethodDefinition Body { get; }

    /// <summary>What runs the method in pieces; null for an ordinary one, and for one whose machine is not understood.</summary>
    public StateMachine? Machine { get; }

    /// <summary>Whether the body gives its machine away before the method is over, so that lines may be armed in mid-call.</summary>
    public bool Awaits => Kind is BodyKind.Async or BodyKind.AsyncIterator;

    /// <summary>The other body behind the same gate, or null.</summary>
    public Candidate? Dispose
        => Kind == BodyKind.Iterator && Machine?.Dispose is { } dispose ? new Candidate(Method, BodyKind.IteratorDispose, dispose, Machine) : null;

    /// <summary>Bodies of the same method behind gates of their own: those with lines, for nothing else would open them.</summary>
    public IEnumerable<Candidate> Parts
        => Kind == BodyKind.Iterator && Machine != null ? Machine.Finallies.Where(HasLines).Select(f => new Candidate(Method, BodyKind.IteratorFinally, f, Machine)) : [];

    // A using statement or a loop over another sequence has a finally block too, written by the compiler.
    private static bool HasLines(MethodDefinition method) => method.DebugInformation.SequencePoints.Any(p => !p.IsHidden);
}
