using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Weaver.Engine.References;

namespace Weaver.Engine.Discovery;

/// <summary>Ties the methods of one module to the state machines that the compiler made from their bodies.</summary>
internal sealed class StateMachines
{
    private const string AsyncInterface = "System.Runtime.CompilerServices.IAsyncStateMachine";
    private const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    private static readonly Dictionary<string, BodyKind> Attributes = new()
    {
        ["System.Runtime.CompilerServices.AsyncStateMachineAttribute"] = BodyKind.Async,
        ["System.Runtime.CompilerServices.IteratorStateMachineAttribute"] = BodyKind.Iterator,
        ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"] = BodyKind.AsyncIterator,
    };

    private readonly Dictionary<MethodDefinition, Candidate> _starts = new();
    private readonly HashSet<TypeDefinition> _claimed = new();

    public StateMachines(ModuleDefinition module)
    {
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods))
        {
            var kind = KindOf(method, out var type);
            if (kind == BodyKind.Plain)
                continue;

            // One machine runs one method: a second method that names it gets none.
            var machine = type?.Module == module && !_claimed.Contains(type) ? StateMachine.Read(type) : null;
            if (machine != null)
                _claimed.Add(machine.Type);

            _starts.Add(method, new Candidate(method, kind, machine?.MoveNext ?? method, machine));
        }
    }

    public Candidate CandidateFor(MethodDefinition method) => _starts.TryGetValue(method, out var candidate) ? candidate : new Candidate(method);

    /// <summary>Whether the members of a type belong to a method that starts it, and are none of their own.</summary>
    public bool IsClaimed(TypeDefinition type) => _claimed.Contains(type);

    /// <summary>
    /// What a member of a state machine is that no method is known to start: one of another compiler (the tasks of F#), one
    /// whose attribute was stripped, one written by hand. A body that gives its machine away must not be taken for an
    /// ordinary one, whose variables are still its own when it returns. Null for everything else.
    /// </summary>
    public string? ForeignMember(MethodDefinition method)
    {
        var type = method.DeclaringType;
        if (!type.HasInterfaces || IsClaimed(type))
            return null;

        var isMade = type.HasAttribute(CompilerGenerated);
        if (type.Interfaces.Any(i => i.InterfaceType.FullName == AsyncInterface))
        {
            // What people write beside it into a type of theirs is ordinary.
            return isMade || method.Name.EndsWith("MoveNext", StringComparison.Ordinal)
                ? $"its type '{type.ReflectionName()}' is a state machine, but no method in this assembly names it"
                : null;
        }

        return isMade && type.IsNested && type.Name.Contains(">d") && type.Interfaces.Any(i => i.InterfaceType.FullName == "System.Collections.IEnumerator")
            ? $"its type '{type.ReflectionName()}' is an iterator, but no method in this assembly names it"
            : null;
    }

    private static BodyKind KindOf(MethodDefinition method, out TypeDefinition? machine)
    {
        machine = null;
        if (!method.HasCustomAttributes)
            return BodyKind.Plain;

        foreach (var attribute in method.CustomAttributes)
        {
            // Names first: full names are put together anew at every question.
            var attributeType = attribute.AttributeType;
            if (!attributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal) || !Attributes.TryGetValue(attributeType.FullName, out var kind))
                continue;

            if (attribute.ConstructorArguments.Count == 1 && attribute.ConstructorArguments[0].Value is TypeReference type)
                machine = type as TypeDefinition ?? type.TryResolve();

            return kind;
        }

        return BodyKind.Plain;
    }
}
