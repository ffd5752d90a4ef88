using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// What the rewriters of async methods and async iterators have in common. Hooks stand directly before the machine hands
/// itself to an awaiter and directly before it completes, because right behind either another thread may own the machine.
/// The method's own exception is taken by the catch block that the compiler wrote, so the throw hook stands there and no
/// filter is added.
/// </summary>
internal sealed class AsyncEnds(RuntimeReferences references)
{
    /// <summary>The builder's field. Its calls are known by its type, so that every builder counts, custom ones too.</summary>
    public static FieldDefinition BuilderOf(Twin twin)
        => twin.Candidate.Machine!.Field(twin.Candidate.Machine.Names.Builder) ?? throw new WeavingException("its state machine has no builder field");

    /// <summary>Which of the builder's methods that matter an instruction calls, or null.</summary>
    public static string? BuilderCall(Instruction instruction, FieldDefinition builder)
        => instruction.OpCode.Code is Code.Call or Code.Callvirt
            && instruction.Operand is MethodReference { Name: "AwaitOnCompleted" or "AwaitUnsafeOnCompleted" or "SetResult" or "SetException" or "Complete" } called
            && called.DeclaringType.FullName == builder.FieldType.FullName
                ? called.Name
                : null;

    /// <summary>Innermost catch block around an instruction of the original body, or null.</summary>
    public static ExceptionHandler? CatchAround(Twin twin, Instruction original)
        => twin.Candidate.Body.Body.ExceptionHandlers
            .Where(h => h.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter
                && h.HandlerStart.Offset <= original.Offset && (h.HandlerEnd == null || original.Offset < h.HandlerEnd.Offset))
            .OrderByDescending(h => h.HandlerStart.Offset)
            .FirstOrDefault();

    public void Suspend(Twin twin, Instruction copy)
        => twin.Hooks.Before(copy, _ => new Il().LoadAddress(twin.Scope).Call(references.Suspend).Code);

    // catch (Exception e) { e is stored; Probes.Throw(ref scope, e); ... Probes.Fault(ref scope, ref activation); completion }
    public void Fault(Twin twin, Instruction original, FieldReference activation)
    {
        var handler = CatchAround(twin, original) ?? throw new WeavingException("its state machine sets an exception outside a catch block");
        var store = StoreOfException(twin, handler);
        var exception = (VariableDefinition)store.Operand;
        twin.Hooks.After(store, _ => new Il().LoadAddress(twin.Scope).Load(exception).Call(references.Throw).Code);
        twin.Hooks.Before(twin.Copy.CopyOf(original), _ => CallEnd(twin, new Il(), references.Fault, activation).Code);
    }

    // Probes.Complete(ref scope, ref activation);
    public static Il CallEnd(Twin twin, Il il, MethodReference hook, FieldReference activation)
        => il.LoadAddress(twin.Scope).LoadThis().LoadFieldAddress(activation).Call(hook);

    // Visual Basic shows the exception to its own runtime before it stores it.
    private static Instruction StoreOfException(Twin twin, ExceptionHandler handler)
    {
        var instruction = handler.HandlerStart;
        while (instruction?.OpCode.Code is Code.Dup or Code.Call or Code.Nop)
            instruction = instruction.Next;

        var store = instruction == null ? null : twin.Copy.CopyOf(instruction);
        return store?.OpCode.Code == Code.Stloc
            ? store
            : throw new WeavingException("the catch block of its state machine does not start by storing the exception");
    }
}
