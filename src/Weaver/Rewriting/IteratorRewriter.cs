using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Discovery;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Dresses the bodies of an iterator. Nobody else runs the machine meanwhile, so MoveNext has the tail of an ordinary
/// method; what it returns says whether the method is over. Dispose ends an enumeration that stopped at an element, behind
/// the same gate and over the same frame, before the compiler clears the variables. A finally block runs in the midst of either and has nothing but lines.
/// </summary>
internal sealed class IteratorRewriter(ModuleDefinition module, RuntimeReferences references, FrameLayoutBuilder layouts, FrameWriter frames, LineRewriter lines, RegionWriter regions)
{
    public TwinCode RewriteMoveNext(Twin twin)
    {
        var machine = twin.Candidate.Machine!;
        var activation = machine.AddActivation();
        var result = twin.NewLocal(module.TypeSystem.Boolean);
        twin.Layout = layouts.ForStateMachine(twin, result: null);
        lines.Rewrite(twin);
        var entry = new Il();
        frames.WriteEntry(twin, entry, references.EnterIterator, il => il.LoadThis().LoadFieldAddress(activation).LoadThis().LoadField(machine.State));
        return regions.Write(
            twin,
            entry,
            leave: CallEnd(twin, activation).Call(references.Fault),
            exit: CallEnd(twin, activation).Load(result).Call(references.Next),
            result);
    }

    public TwinCode RewriteDispose(Twin twin)
    {
        var machine = twin.Candidate.Machine!;
        var activation = machine.AddActivation();
        twin.Layout = twin.Enclosing!.Layout.InOtherMethod();
        if (CompletionFinder.FindClearing(twin) is { } clearing)
            twin.Hooks.Before(twin.Copy.CopyOf(clearing), _ => CallEnd(twin, activation).Load(0).Call(references.Next).Code);

        var entry = new Il();
        frames.WriteEntry(twin, entry, references.EnterDispose, il => LoadSuspended(il.LoadThis().LoadFieldAddress(activation), machine, twin.Candidate.Body, activation));
        return regions.Write(
            twin,
            entry,
            leave: CallEnd(twin, activation).Call(references.Fault),
            exit: CallEnd(twin, activation).Load(0).Call(references.Next),
            result: null);
    }

    public TwinCode RewriteFinally(Twin twin)
    {
        twin.Layout = layouts.ForStateMachine(twin, result: null);
        lines.Rewrite(twin);
        var entry = new Il();
        frames.WriteEntry(twin, entry, references.Enter);
        return regions.Write(
            twin,
            entry,
            leave: new Il().LoadAddress(twin.Scope).Call(references.Leave),
            exit: new Il().LoadAddress(twin.Scope).Call(references.Exit),
            result: null);
    }

    // Where Dispose leaves the state as it was, an activation tells whether there is still something to end. Not an
    // activation alone: MoveNext calls Dispose too, while an exception passes through it.
    private static void LoadSuspended(Il il, StateMachine machine, MethodDefinition dispose, FieldReference activation)
    {
        il.LoadThis().LoadField(machine.State);
        if (!StateMachine.MarksItsEnd(dispose, machine))
            il.LoadThis().LoadField(activation).Emit(OpCodes.Ldnull).Emit(OpCodes.Cgt_Un).Emit(OpCodes.Mul);
    }

    private static Il CallEnd(Twin twin, FieldReference activation)
        => new Il().LoadAddress(twin.Scope).LoadThis().LoadFieldAddress(activation);
}
