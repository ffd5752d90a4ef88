using System;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Contract;
using Weaver.Engine.Discovery;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Dresses the copy of an async method's MoveNext. Hooks stand directly before the machine hands itself to an awaiter and
/// directly before it completes its task, because right behind either another thread may own the machine. The method's
/// own exception is taken by the catch block that the compiler wrote, so the throw hook stands there and no filter is added.
/// </summary>
internal sealed class AsyncRewriter(ModuleDefinition module, RuntimeReferences references, FrameLayoutBuilder layouts, FrameWriter frames, LineRewriter lines)
{
    public TwinCode Rewrite(Twin twin)
    {
        var machine = twin.Candidate.Body.DeclaringType;
        var builder = machine.Fields.FirstOrDefault(f => f.Name == StateMachines.BuilderField)
            ?? throw new WeavingException("its state machine has no builder field");
        var state = machine.Fields.FirstOrDefault(f => f.Name == StateMachines.StateField)
            ?? throw new WeavingException("its state machine has no state field");
        var activation = ActivationField(machine);
        var resultType = ResultType(twin, builder);
        var result = resultType == null ? null : twin.NewLocal(resultType);
        twin.Layout = layouts.ForStateMachine(twin, result);
        lines.Rewrite(twin);
        HookEnds(twin, builder, activation, result);

        var self = twin.Method.Body.ThisParameter;
        var entry = new Il();
        frames.WriteEntry(twin, entry, il => il
            .Load(self).LoadFieldAddress(activation)
            .Load(self).LoadField(state.SelfReference()));
        var body = twin.Hooks.Apply(twin.Copy.Copies, end: null);
        return new TwinCode(twin, entry.Code, body, bodyEnd: null);
    }

    /// <summary>Null while no probe watches; the only field ever added to a type.</summary>
    private FieldReference ActivationField(TypeDefinition machine)
    {
        var field = machine.Fields.FirstOrDefault(f => f.Name == HookNames.ActivationField);
        if (field == null)
        {
            field = new FieldDefinition(HookNames.ActivationField, FieldAttributes.Private, module.TypeSystem.Object);
            machine.Fields.Add(field);
        }

        return field.SelfReference();
    }

    private void HookEnds(Twin twin, FieldDefinition builder, FieldReference activation, VariableDefinition? result)
    {
        var self = twin.Method.Body.ThisParameter;
        var completions = 0;
        foreach (var (original, copy) in twin.Copy.Instructions.Select(p => (p.Key, p.Value)))
        {
            if (BuilderCall(copy, builder) is not { } name)
                continue;

            switch (name)
            {
                case "AwaitOnCompleted" or "AwaitUnsafeOnCompleted":
                    twin.Hooks.Before(copy, _ => new Il().LoadAddress(twin.Scope).Call(references.Suspend).Code);
                    break;
                case "SetResult":
                    completions++;
                    twin.Hooks.Before(copy, _ =>
                    {
                        // result = value; Probes.Complete(ref scope, ref activation); builder.SetResult(result);
                        var il = new Il();
                        if (result != null)
                            il.Store(result);
                        il.LoadAddress(twin.Scope).Load(self).LoadFieldAddress(activation).Call(references.Complete);
                        return (result == null ? il : il.Load(result)).Code;
                    });
                    break;
                case "SetException":
                    twin.Hooks.Before(copy, _ => new Il().LoadAddress(twin.Scope).Load(self).LoadFieldAddress(activation).Call(references.Fault).Code);
                    HookThrow(twin, original);
                    break;
            }
        }

        // A method that never returns normally has no SetResult; more than one is no shape of a compiler we know.
        if (completions > 1)
            throw new WeavingException("its state machine completes in more than one place");
    }

    // catch (Exception e) { e is stored; Probes.Throw(ref scope, e); ... builder.SetException(e); }
    private void HookThrow(Twin twin, Instruction setException)
    {
        var handler = twin.Candidate.Body.Body.ExceptionHandlers
            .Where(h => h.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter
                && h.HandlerStart.Offset <= setException.Offset && (h.HandlerEnd == null || setException.Offset < h.HandlerEnd.Offset))
            .OrderByDescending(h => h.HandlerStart.Offset)
            .FirstOrDefault();
        if (handler == null)
            throw new WeavingException("its state machine sets an exception outside a catch block");

        var store = twin.Copy.Instructions[handler.HandlerStart];
        if (store.OpCode.Code != Code.Stloc)
            throw new WeavingException("the catch block of its state machine does not start by storing the exception");

        var exception = (VariableDefinition)store.Operand;
        twin.Hooks.After(store, _ => new Il().LoadAddress(twin.Scope).Load(exception).Call(references.Throw).Code);
    }

    // Matched by the name of the call and the type of the field, so that every builder counts, custom ones too.
    private static string? BuilderCall(Instruction instruction, FieldDefinition builder)
        => instruction.OpCode.Code is Code.Call or Code.Callvirt
            && instruction.Operand is MethodReference called
            && called.DeclaringType.FullName == builder.FieldType.FullName
                ? called.Name
                : null;

    private static TypeReference? ResultType(Twin twin, FieldDefinition builder)
    {
        var completion = twin.Copy.Copies.FirstOrDefault(i => BuilderCall(i, builder) == "SetResult")?.Operand as MethodReference;
        if (completion == null || completion.Parameters.Count == 0)
            return null;
        if (completion.Parameters.Count > 1)
            throw new WeavingException("the builder of its state machine takes more than one result");

        var type = completion.Parameters[0].ParameterType;
        return type is GenericParameter { Type: GenericParameterType.Type } parameter && builder.FieldType is GenericInstanceType instance
            ? instance.GenericArguments[parameter.Position]
            : type is GenericParameter
                ? throw new WeavingException("the result type of its builder is not known")
                : type;
    }
}
