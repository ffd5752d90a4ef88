using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Dresses the copy of an ordinary body:
/// <code>
/// enter;
/// try { try { body } fault { Probes.Leave(ref scope); } }
/// filter { Probes.Throw(ref scope, exception); false } { }
/// Probes.Exit(ref scope); return result;
/// </code>
/// The filter observes in the first pass and never catches, so the user's filters, finally blocks and debugger stops
/// keep their order.
/// </summary>
internal sealed class SyncRewriter(ModuleDefinition module, RuntimeReferences references, FrameLayoutBuilder layouts, FrameWriter frames, LineRewriter lines)
{
    public TwinCode Rewrite(Twin twin)
    {
        var returned = twin.Method.ReturnType;
        var result = returned.IsVoid() ? null : twin.NewLocal(returned.Unmodified());
        var self = twin.Method.HasThis && !twin.Candidate.Method.DeclaringType.IsValueType
            ? twin.NewLocal(twin.Candidate.Method.DeclaringType.SelfReference())
            : null;
        twin.Layout = layouts.ForMethod(twin, self, result);
        lines.Rewrite(twin);

        var entry = new Il();
        if (self != null)
            entry.Load(twin.Method.Body.ThisParameter).Store(self);
        for (var i = 0; i < twin.Passed.Count; i++)
            entry.Load(twin.Method.Parameters[twin.Candidate.Method.Parameters.Count + i]).Store(twin.Copy.Variables[twin.Passed[i]]);
        frames.WriteEntry(twin, entry, asyncArguments: null);

        var tails = new Il();
        foreach (var call in twin.TailCalls)
            call.Rewrite(twin, references.Exit, tails);
        var exit = WriteExit(twin, result);
        ReplaceReturns(twin, result, exit.Code[0]);
        var fault = new Il().LoadAddress(twin.Scope).Call(references.Leave).Emit(OpCodes.Endfinally);
        var exception = twin.NewLocal(module.TypeSystem.Object);
        var filter = new Il()
            .Store(exception)
            .LoadAddress(twin.Scope).Load(exception).Call(references.Throw)
            .Load(0).Emit(OpCodes.Endfilter);
        var never = new Il().Emit(OpCodes.Pop).Emit(OpCodes.Rethrow);

        var body = twin.Hooks.Apply(twin.Copy.Copies, fault.Code[0]);
        var code = new TwinCode(twin, entry.Code, body, bodyEnd: fault.Code[0]);
        code.Append(fault.Code);
        code.Append(filter.Code);
        code.Append(never.Code);
        code.Append(exit.Code);
        code.Append(tails.Code);
        code.AddHandler(new ExceptionHandler(ExceptionHandlerType.Fault)
        {
            TryStart = body[0],
            TryEnd = fault.Code[0],
            HandlerStart = fault.Code[0],
            HandlerEnd = filter.Code[0],
        });
        code.AddHandler(new ExceptionHandler(ExceptionHandlerType.Filter)
        {
            TryStart = body[0],
            TryEnd = filter.Code[0],
            FilterStart = filter.Code[0],
            HandlerStart = never.Code[0],
            HandlerEnd = exit.Code[0],
        });
        return code;
    }

    private Il WriteExit(Twin twin, VariableDefinition? result)
    {
        var exit = new Il();
        FrameWriter.PointAtResult(twin, exit);
        exit.LoadAddress(twin.Scope).Call(references.Exit);
        if (result != null)
            exit.Load(result);

        return exit.Emit(OpCodes.Ret);
    }

    // return x;  ->  result = x; leave exit;
    private static void ReplaceReturns(Twin twin, VariableDefinition? result, Instruction exit)
    {
        foreach (var copy in twin.Copy.Copies)
        {
            if (copy.OpCode.Code != Code.Ret || twin.Hooks.IsReplaced(copy))
                continue;

            var leave = Instruction.Create(OpCodes.Leave, exit);
            twin.Hooks.Replace(copy, result == null ? [leave] : [Instruction.Create(OpCodes.Stloc, result), leave]);
        }
    }
}
