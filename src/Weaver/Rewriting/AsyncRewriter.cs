using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>Dresses the copy of an async method's MoveNext: it is over where its builder is given the result or the exception.</summary>
internal sealed class AsyncRewriter(RuntimeReferences references, FrameLayoutBuilder layouts, FrameWriter frames, LineRewriter lines)
{
    private readonly AsyncEnds _ends = new(references);

    public TwinCode Rewrite(Twin twin)
    {
        var machine = twin.Candidate.Machine!;
        var builder = AsyncEnds.BuilderOf(twin);
        var activation = machine.AddActivation();
        var resultType = ResultType(twin, builder);
        var result = resultType == null ? null : twin.NewLocal(resultType);
        twin.Layout = layouts.ForStateMachine(twin, result);
        lines.Rewrite(twin);
        HookEnds(twin, builder, activation, result);

        var entry = new Il();
        frames.WriteEntry(twin, entry, references.EnterAsync, il => il.LoadThis().LoadFieldAddress(activation).LoadThis().LoadField(machine.State));
        var body = twin.Hooks.Apply(twin.Copy.Copies, end: null);
        return new TwinCode(twin, entry.Code, body, bodyEnd: null);
    }

    private void HookEnds(Twin twin, FieldDefinition builder, FieldReference activation, VariableDefinition? result)
    {
        var completions = 0;
        foreach (var (original, copy) in twin.Copy.Pairs)
        {
            switch (AsyncEnds.BuilderCall(copy, builder))
            {
                case "AwaitOnCompleted" or "AwaitUnsafeOnCompleted":
                    _ends.Suspend(twin, copy);
                    break;
                case "SetResult":
                    completions++;
                    HookCompletion(twin, original, activation, result);
                    break;
                case "SetException":
                    _ends.Fault(twin, original, activation);
                    break;
            }
        }

        // A method that never returns normally has no SetResult; more than one is no shape of a compiler we know.
        if (completions > 1)
            throw new WeavingException("its state machine completes in more than one place");
    }

    private void HookCompletion(Twin twin, Instruction setResult, FieldReference activation, VariableDefinition? result)
    {
        // The value must be in a local already where the hook is to stand far in front of the call.
        var value = result == null ? null : twin.Copy.CopyOf(setResult.Previous);
        if ((value == null || value.OpCode.Code == Code.Ldloc) && CompletionFinder.FindStart(twin, setResult) is { } start)
        {
            // result = value; Probes.Complete(ref scope, ref activation); state = -2; ... builder.SetResult(value);
            twin.Hooks.Before(twin.Copy.CopyOf(start), _ =>
            {
                var il = new Il();
                if (value != null)
                    il.Load((VariableDefinition)value.Operand).Store(result!);
                return AsyncEnds.CallEnd(twin, il, references.Complete, activation).Code;
            });
            return;
        }

        twin.Hooks.Before(twin.Copy.CopyOf(setResult), _ =>
        {
            var il = new Il();
            if (result != null)
                il.Store(result);
            AsyncEnds.CallEnd(twin, il, references.Complete, activation);
            return (result == null ? il : il.Load(result)).Code;
        });
    }

    private static TypeReference? ResultType(Twin twin, FieldDefinition builder)
    {
        var completion = twin.Copy.Copies.FirstOrDefault(i => AsyncEnds.BuilderCall(i, builder) == "SetResult")?.Operand as MethodReference;
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
