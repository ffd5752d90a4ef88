using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.Manifests;
using Weaver.Engine.References;
using Weaver.Engine.Symbols;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Puts the test in front of an untouched body, in a constructor behind the call of the base constructor:
/// <code>
/// if (Volatile.Read(ref All[gate]) != 0 &amp;&amp; Probes.MayEnter()) goto open;
/// body
/// open: return Twin(arguments);
/// </code>
/// All its branches lead forward, so that no loop appears where there was none.
/// </summary>
internal sealed class GateWriter(RuntimeReferences references, Holder holder, Func<MethodDefinition, string?> findProblem)
{
    /// <summary>
    /// Gates the originals of all twins behind one byte. What the verifier found; null when the gates stand. Otherwise, and
    /// after an exception, every body is as it was.
    /// </summary>
    public string? Write(IReadOnlyList<Twin> twins)
    {
        var edits = new List<Edit>();
        var stands = false;
        try
        {
            foreach (var twin in twins)
            {
                var edit = new Edit(twin, WriteCall(twin), open => WriteTest(twin.Gate, twin.Start, open));
                edits.Add(edit);
                edit.Apply();
                if (findProblem(twin.Candidate.Body) is { } problem)
                    return problem;
            }

            stands = true;
            return null;
        }
        finally
        {
            if (!stands)
                edits.ForEach(e => e.Undo());
        }
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

    private static Il WriteCall(Twin twin)
    {
        var method = twin.Candidate.Body;
        var il = new Il();
        if (method.HasThis)
            il.Load(method.Body.ThisParameter);
        foreach (var parameter in method.Parameters)
            il.Load(parameter);
        foreach (var local in twin.Passed)
            il.Load(local);
        if (twin.TailCalls.Count > 0)
            il.Emit(OpCodes.Tail);

        return il.Call(Reference(twin.Method)).Emit(OpCodes.Ret);
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

    /// <summary>The one change to an original body, with its way back.</summary>
    private sealed class Edit
    {
        private readonly MethodBody _body;
        private readonly List<Instruction> _test;
        private readonly List<Instruction> _open;
        private readonly List<ExceptionHandler> _openEnded;
        private readonly OriginalDebugInfo _debug;
        private readonly Instruction _start;

        public Edit(Twin twin, Il open, Func<Instruction, Il> test)
        {
            var method = twin.Candidate.Body;
            _start = twin.Start;
            _body = method.Body;
            _open = open.Code;
            Compactor.Compact(_open, method.HasThis);
            _test = test(_open[0]).Code;

            // A handler without an end reaches to the end of the method, which is about to move.
            _openEnded = _body.ExceptionHandlers.Where(h => h.HandlerEnd == null).ToList();
            _debug = new OriginalDebugInfo(method, twin.Symbols, twin.Start);
        }

        public void Apply()
        {
            foreach (var handler in _openEnded)
                handler.HandlerEnd = _open[0];
            _body.Instructions.Capacity = Math.Max(_body.Instructions.Capacity, _body.Instructions.Count + _test.Count + _open.Count);
            var place = _body.Instructions.IndexOf(_start);
            for (var i = 0; i < _test.Count; i++)
                _body.Instructions.Insert(place + i, _test[i]);
            foreach (var instruction in _open)
                _body.Instructions.Add(instruction);

            _debug.Anchor(_test[0], _open[0]);
        }

        public void Undo()
        {
            foreach (var instruction in _test.Concat(_open))
                _body.Instructions.Remove(instruction);
            foreach (var handler in _openEnded)
                handler.HandlerEnd = null;

            _debug.Restore();
        }
    }
}
