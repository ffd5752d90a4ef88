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
        HookEnds(twin, builder, state, activation, result);

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

    /// <summary>For a machine whose twin was given up.</summary>
    public static void RemoveActivationField(TypeDefinition machine)
    {
        var field = machine.Fields.FirstOrDefault(f => f.Name == HookNames.ActivationField);
        if (field != null)
            machine.Fields.Remove(field);
    }

    private void HookEnds(Twin twin, FieldDefinition builder, FieldDefinition state, FieldReference activation, VariableDefinition? result)
    {
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
                    HookCompletion(twin, original, state, activation, result);
                    break;
                case "SetException":
                    twin.Hooks.Before(copy, _ => CallEnd(twin, new Il(), references.Fault, activation).Code);
                    HookThrow(twin, original);
                    break;
            }
        }

        // A method that never returns normally has no SetResult; more than one is no shape of a compiler we know.
        if (completions > 1)
            throw new WeavingException("its state machine completes in more than one place");
    }

    private void HookCompletion(Twin twin, Instruction setResult, FieldDefinition state, FieldReference activation, VariableDefinition? result)
    {
        if (FindCompletionStart(twin, setResult, state) is { } start)
        {
            // result = value; Probes.Complete(ref scope, ref activation); state = -2; ... builder.SetResult(value);
            var value = result == null ? null : (VariableDefinition)twin.Copy.Instructions[setResult.Previous].Operand;
            twin.Hooks.Before(twin.Copy.Instructions[start], _ =>
            {
                var il = new Il();
                if (result != null)
                    il.Load(value!).Store(result);
                return CallEnd(twin, il, references.Complete, activation).Code;
            });
            return;
        }

        twin.Hooks.Before(twin.Copy.Instructions[setResult], _ =>
        {
            var il = new Il();
            if (result != null)
                il.Store(result);
            CallEnd(twin, il, references.Complete, activation);
            return (result == null ? il : il.Load(result)).Code;
        });
    }

    // Probes.Complete(ref scope, ref activation);
    private static Il CallEnd(Twin twin, Il il, MethodReference hook, FieldReference activation)
        => il.LoadAddress(twin.Scope).Load(twin.Method.Body.ThisParameter).LoadFieldAddress(activation).Call(hook);

    /// <summary>
    /// Where the machine starts to complete: <c>this.state = -2</c>. From there the compiler clears the fields that hold
    /// references and then completes the task, without a branch; a hook in front still sees the variables. Null where
    /// the shape is another one.
    /// </summary>
    private static Instruction? FindCompletionStart(Twin twin, Instruction setResult, FieldDefinition state)
    {
        if (setResult.Operand is MethodReference { HasParameters: true } && twin.Copy.Instructions[setResult.Previous].OpCode.Code != Code.Ldloc)
            return null;

        for (var instruction = setResult.Previous; instruction != null; instruction = instruction.Previous)
        {
            if (instruction.OpCode.Code == Code.Stfld && instruction.Operand is FieldReference field && field.Name == state.Name)
            {
                var start = instruction.Previous?.Previous;
                return start?.OpCode.Code == Code.Ldarg_0 && twin.Depths.Before(start) == 0 ? start : null;
            }

            var clears = instruction.OpCode.Code is Code.Ldarg_0 or Code.Ldnull or Code.Stfld or Code.Ldflda or Code.Initobj or Code.Nop
                || twin.Copy.Instructions[instruction].OpCode.Code == Code.Ldloc;
            if (!clears)
                return null;
        }

        return null;
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
