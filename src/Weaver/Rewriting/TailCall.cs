using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Discovery;
using Weaver.Engine.Emit;
using Weaver.Engine.References;
using Weaver.Engine.Verification;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Keeps the calls that give up the frame of their caller. Inside the twin's protected regions they cannot stand, so their
/// arguments step aside, the regions are left, the exit is reported, and then the call takes the place of the twin:
/// <code>
/// arguments = ...; leave tail;
/// tail: Probes.Exit(ref scope); tail. call Method(arguments); ret
/// </code>
/// </summary>
internal sealed class TailCall
{
    private readonly Instruction _call;
    private readonly TypeReference[] _arguments;

    private TailCall(Instruction prefix, TypeReference[] arguments)
    {
        Prefix = prefix;
        _call = prefix.Next;
        _arguments = arguments;
    }

    /// <summary>The <c>tail.</c> in the original.</summary>
    public Instruction Prefix { get; }

    /// <summary>The tail calls of a body in order, or null with the reason why they cannot be kept.</summary>
    public static IReadOnlyList<TailCall>? FindAll(MethodDefinition method, OriginalBody body, out string problem)
    {
        var found = new List<TailCall>();
        problem = "";
        foreach (var prefix in body.Code)
        {
            if (prefix.OpCode.Code != Code.Tail)
                continue;

            // Code that no path reaches calls nothing.
            if (body.DepthBefore(prefix) == StackDepths.Unreached)
                continue;

            problem = FindProblem(method, body, prefix, out var arguments) ?? "";
            if (problem.Length > 0)
                return null;

            found.Add(new TailCall(prefix, arguments));
        }

        return found;
    }

    /// <summary>Rewrites the copy; what it leads to is added to <paramref name="tails"/> and stands behind all regions.</summary>
    public void Rewrite(Twin twin, MethodReference exit, Il tails)
    {
        var call = Instruction.Create(_call.OpCode, (MethodReference)_call.Operand);
        var start = Instruction.Create(OpCodes.Ldloca, twin.Scope);
        tails.Add(start).Call(exit);
        var stores = new Il();
        var locals = _arguments.Select(twin.NewLocal).ToArray();
        foreach (var local in locals.Reverse())
            stores.Store(local);
        foreach (var local in locals)
            tails.Load(local);

        tails.Emit(OpCodes.Tail).Add(call).Emit(OpCodes.Ret);
        twin.Hooks.Replace(twin.Copy.CopyOf(Prefix), stores.Branch(OpCodes.Leave, start).Code);
        twin.Hooks.Replace(twin.Copy.CopyOf(_call), []);
        var returns = twin.Copy.CopyOf(_call.Next);
        if (!twin.Copy.Copies.Any(i => i.Targets().Contains(returns)))
            twin.Hooks.Replace(returns, []);
    }

    private static string? FindProblem(MethodDefinition method, OriginalBody body, Instruction prefix, out TypeReference[] arguments)
    {
        arguments = [];
        var call = prefix.Next;
        if (prefix.Previous?.OpCode.IsPrefix() == true || call?.OpCode.Code is not (Code.Call or Code.Callvirt) || call.Next?.OpCode.Code != Code.Ret)
            return "one of them is made through a pointer or with a further prefix";

        var called = (MethodReference)call.Operand;
        if (body.DepthBefore(prefix) != StackEffects.Pops(call, method))
            return "one of them leaves values on the stack";

        var types = new List<TypeReference?>();
        if (called.HasThis && !called.ExplicitThis)
            types.Add(called.DeclaringType);
        foreach (var parameter in called.Parameters)
            types.Add(TypeSubstitution.Apply(parameter.ParameterType.Unmodified(), called));

        // A reference on the stack may lead into the frame that the call gives up.
        if (types.Any(t => t is null or ByReferenceType || SlotTypes.MayBeByRefLike(t)) || (called.HasThis && called.DeclaringType.IsValueType))
            return $"'{called.DeclaringType.Name}.{called.Name}' takes a reference, or a type that cannot be named, as an argument";

        arguments = types.ToArray()!;
        return null;
    }
}
