using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Puts a body into the regions that see how it ends:
/// <code>
/// enter;
/// try { try { body } fault { leave } }
/// filter { Probes.Throw(ref scope, exception); false } { }
/// exit; return result;
/// </code>
/// The filter observes in the first pass and never catches, so the user's filters, finally blocks and debugger stops
/// keep their order.
/// </summary>
internal sealed class RegionWriter(ModuleDefinition module, RuntimeReferences references)
{
    /// <param name="twin">The twin, its hooks planned.</param>
    /// <param name="entry">What stands before the body.</param>
    /// <param name="leave">The call made when an exception passes.</param>
    /// <param name="exit">The call made when the body returns.</param>
    /// <param name="result">Where the returned value waits meanwhile, or null.</param>
    /// <param name="behind">Code behind all regions to which the body leads, or null.</param>
    public TwinCode Write(Twin twin, Il entry, Il leave, Il exit, VariableDefinition? result, Il? behind = null)
    {
        if (result != null)
            exit.Load(result);

        exit.Emit(OpCodes.Ret);
        ReplaceReturns(twin, result, exit.Code[0]);
        leave.Emit(OpCodes.Endfinally);
        var exception = twin.NewLocal(module.TypeSystem.Object);
        var filter = new Il()
            .Store(exception)
            .LoadAddress(twin.Scope).Load(exception).Call(references.Throw)
            .Load(0).Emit(OpCodes.Endfilter);
        var never = new Il().Emit(OpCodes.Pop).Emit(OpCodes.Rethrow);

        var body = twin.Hooks.Apply(twin.Copy.Copies, leave.Code[0]);
        var start = body[0];
        var code = new TwinCode(twin, entry.Code, body, bodyEnd: leave.Code[0]);
        code.Append(leave.Code);
        code.Append(filter.Code);
        code.Append(never.Code);
        code.Append(exit.Code);
        if (behind != null)
            code.Append(behind.Code);
        code.AddHandler(new ExceptionHandler(ExceptionHandlerType.Fault)
        {
            TryStart = start,
            TryEnd = leave.Code[0],
            HandlerStart = leave.Code[0],
            HandlerEnd = filter.Code[0],
        });
        code.AddHandler(new ExceptionHandler(ExceptionHandlerType.Filter)
        {
            TryStart = start,
            TryEnd = filter.Code[0],
            FilterStart = filter.Code[0],
            HandlerStart = never.Code[0],
            HandlerEnd = exit.Code[0],
        });
        return code;
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
