using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace Weaver.Engine.Discovery;

/// <summary>What kind of state machine a method starts, and the machine itself.</summary>
internal enum StateMachineKind
{
    None,
    Async,
    Iterator,
    AsyncIterator,
}

/// <summary>Ties kick-off methods to the state machines that the compiler made from their bodies.</summary>
internal static class StateMachines
{
    public const string StateField = "<>1__state";
    public const string BuilderField = "<>t__builder";
    public const string ThisField = "<>4__this";

    private static readonly Dictionary<string, StateMachineKind> Attributes = new()
    {
        ["System.Runtime.CompilerServices.AsyncStateMachineAttribute"] = StateMachineKind.Async,
        ["System.Runtime.CompilerServices.IteratorStateMachineAttribute"] = StateMachineKind.Iterator,
        ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"] = StateMachineKind.AsyncIterator,
    };

    /// <summary>The kind of machine that a method starts, with the machine's type where it is in the same module.</summary>
    public static StateMachineKind KindOf(MethodDefinition method, out TypeDefinition? machine)
    {
        machine = null;
        if (!method.HasCustomAttributes)
            return StateMachineKind.None;

        foreach (var attribute in method.CustomAttributes)
        {
            if (!Attributes.TryGetValue(attribute.AttributeType.FullName, out var kind))
                continue;

            if (attribute.ConstructorArguments.Count == 1 && attribute.ConstructorArguments[0].Value is TypeReference type)
                machine = type as TypeDefinition ?? type.Resolve();

            return kind;
        }

        return StateMachineKind.None;
    }

    public static MethodDefinition? MoveNextOf(TypeDefinition machine)
        => machine.Methods.FirstOrDefault(m => m.Name == "MoveNext" && m.Parameters.Count == 0 && m.HasBody);

    /// <summary>Whether the compiler made this type to run a method in pieces; its members are not methods of their own.</summary>
    public static bool IsMachine(TypeDefinition type)
        => type.IsNested && type.HasInterfaces && type.Interfaces.Any(i => IsMachineInterface(type, i.InterfaceType));

    // People write enumerators by hand too; those of the compiler carry its mark in their name.
    private static bool IsMachineInterface(TypeDefinition type, TypeReference implemented)
        => implemented.FullName == "System.Runtime.CompilerServices.IAsyncStateMachine"
            || (type.Name.Contains(">d__") && implemented.Name.Contains("Enumerator"));
}
