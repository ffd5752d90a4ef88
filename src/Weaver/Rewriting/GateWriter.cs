using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.Manifests;
using Weaver.Engine.References;
using Weaver.Engine.Symbols;
using Weaver.Engine.Verification;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Puts the test in front of an untouched body:
/// <code>
/// if (Volatile.Read(ref All[gate]) != 0 &amp;&amp; Probes.MayEnter()) goto open;
/// body
/// open: return Twin(arguments);
/// </code>
/// All its branches lead forward, so that no loop appears where there was none.
/// </summary>
internal sealed class GateWriter(RuntimeReferences references, Holder holder)
{
    /// <summary>What the verifier found, with the body as it was before; null when the gate stands.</summary>
    public string? Write(MethodDefinition method, MethodDefinition twin, int gate, MethodSymbols symbols)
    {
        var body = method.Body;
        var first = body.Instructions[0];
        var open = WriteCall(method, twin);
        var test = WriteTest(gate, first, open.Code[0]);
        var openEnds = body.ExceptionHandlers.Where(h => h.HandlerEnd == null || h.TryEnd == null).ToList();
        var debug = new OriginalDebugInfo(method, symbols);

        foreach (var handler in openEnds)
        {
            handler.TryEnd ??= open.Code[0];
            handler.HandlerEnd ??= open.Code[0];
        }

        Compactor.Compact(open.Code.ToList(), method.HasThis);
        for (var i = 0; i < test.Code.Count; i++)
            body.Instructions.Insert(i, test.Code[i]);
        foreach (var instruction in open.Code)
            body.Instructions.Add(instruction);

        debug.Anchor(test.Code[0], open.Code[0]);
        var problem = BodyVerifier.FindProblem(method);
        if (problem == null)
            return null;

        foreach (var instruction in test.Code.Concat(open.Code))
            body.Instructions.Remove(instruction);
        foreach (var handler in openEnds)
        {
            handler.TryEnd = handler.TryEnd == open.Code[0] ? null : handler.TryEnd;
            handler.HandlerEnd = handler.HandlerEnd == open.Code[0] ? null : handler.HandlerEnd;
        }

        debug.Restore();
        return problem;
    }

    private Il WriteTest(int gate, Instruction body, Instruction open)
    {
        var il = new Il().LoadStaticAddress(holder.All);
        if (gate != 0)
            il.Load(gate).Emit(OpCodes.Add);

        return il
            .Emit(OpCodes.Volatile).Emit(OpCodes.Ldind_U1).Branch(OpCodes.Brfalse_S, body)
            .Call(references.MayEnter).Branch(OpCodes.Brtrue, open);
    }

    private static Il WriteCall(MethodDefinition method, MethodDefinition twin)
    {
        var il = new Il();
        if (method.HasThis)
            il.Load(method.Body.ThisParameter);
        foreach (var parameter in method.Parameters)
            il.Load(parameter);

        return il.Call(Reference(twin)).Emit(OpCodes.Ret);
    }

    // Inside a generic type or method the twin must be named over the very parameters it was declared with.
    private static MethodReference Reference(MethodDefinition twin)
    {
        MethodReference reference = twin;
        if (twin.DeclaringType.HasGenericParameters)
        {
            reference = new MethodReference(twin.Name, twin.ReturnType, twin.DeclaringType.SelfReference())
            {
                HasThis = twin.HasThis,
                ExplicitThis = twin.ExplicitThis,
                CallingConvention = twin.CallingConvention,
            };
            foreach (var parameter in twin.Parameters)
                reference.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
            foreach (var parameter in twin.GenericParameters)
                reference.GenericParameters.Add(new GenericParameter(parameter.Name, reference));
        }

        if (!twin.HasGenericParameters)
            return reference;

        var instance = new GenericInstanceMethod(reference);
        foreach (var parameter in twin.GenericParameters)
            instance.GenericArguments.Add(parameter);

        return instance;
    }
}
