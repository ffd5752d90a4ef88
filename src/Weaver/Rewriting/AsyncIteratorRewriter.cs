using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Dresses the copy of an async iterator's MoveNext. Each element and each await is a suspension; the method is over where
/// its builder is told so, with or without an exception. It can be disposed at an element: then MoveNext runs once more,
/// through the finally blocks to the same end.
/// </summary>
internal sealed class AsyncIteratorRewriter(RuntimeReferences references, FrameLayoutBuilder layouts, FrameWriter frames, LineRewriter lines)
{
    private const string PromiseField = "<>v__promiseOfValueOrEnd";
    private const string DisposingField = "<>w__disposeMode";

    private readonly AsyncEnds _ends = new(references);

    public TwinCode Rewrite(Twin twin)
    {
        var machine = twin.Candidate.Machine!;
        var builder = AsyncEnds.BuilderOf(twin);
        var disposing = machine.Field(DisposingField)?.SelfReference() ?? throw new WeavingException("its state machine does not say whether it is being disposed");
        var activation = machine.AddActivation();
        twin.Layout = layouts.ForStateMachine(twin, result: null);
        lines.Rewrite(twin);
        HookEnds(twin, builder, activation);

        var entry = new Il();
        frames.WriteEntry(twin, entry, references.EnterAsyncIterator, il => il
            .LoadThis().LoadFieldAddress(activation)
            .LoadThis().LoadField(machine.State)
            .LoadThis().LoadField(disposing));
        var body = twin.Hooks.Apply(twin.Copy.Copies, end: null);
        return new TwinCode(twin, entry.Code, body, bodyEnd: null);
    }

    private void HookEnds(Twin twin, FieldDefinition builder, FieldReference activation)
    {
        var ends = 0;
        foreach (var (original, copy) in twin.Copy.Pairs)
        {
            switch (AsyncEnds.BuilderCall(copy, builder))
            {
                case "AwaitOnCompleted" or "AwaitUnsafeOnCompleted":
                    _ends.Suspend(twin, copy);
                    break;
                case "Complete" when AsyncEnds.CatchAround(twin, original) is { } handler:
                    ends++;

                    // The closing brace lies behind the handler, where the names of the author's do not hold.
                    twin.ExitOffset = handler.HandlerStart.Previous.Offset;
                    _ends.Fault(twin, original, activation);
                    break;
                case "Complete":
                    ends++;
                    var end = CompletionFinder.FindStart(twin, original) ?? original;
                    twin.Hooks.Before(twin.Copy.CopyOf(end), _ => AsyncEnds.CallEnd(twin, new Il(), references.Complete, activation).Code);
                    break;
            }

            if (IsYield(original))
                _ends.Suspend(twin, copy);
        }

        // One end by an exception, and one without unless the method never ends.
        if (ends is 0 or > 2)
            throw new WeavingException("its state machine does not complete as an async iterator does");
    }

    // this.promise.SetResult(true)
    private static bool IsYield(Instruction instruction)
        => instruction.OpCode.Code is Code.Call or Code.Callvirt
            && instruction.Operand is MethodReference { Name: "SetResult" }
            && instruction.Previous is { OpCode.Code: Code.Ldc_I4_1, Previous: { OpCode.Code: Code.Ldflda, Operand: FieldReference { Name: PromiseField } } };
}
