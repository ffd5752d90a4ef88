using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Contract;
using Weaver.Engine.Emit;
using Weaver.Engine.Manifests;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>Writes the start of a twin: its frames, and the call that enters it.</summary>
internal sealed class FrameWriter(ModuleDefinition module, RuntimeReferences references, Holder holder)
{
    /// <summary>
    /// var frame = new Frame&lt;...&gt;(ref self, ref order, ...);
    /// lines = ref Probes.Enter(Module, gate, ref frame, ref scope);
    /// </summary>
    /// <param name="twin">The twin.</param>
    /// <param name="il">Gets the code.</param>
    /// <param name="hook">The hook, given the type of the first frame.</param>
    /// <param name="arguments">Loads what the hook takes beyond that.</param>
    public void WriteEntry(Twin twin, Il il, Func<TypeReference, MethodReference> hook, Action<Il>? arguments = null)
    {
        var slots = twin.Layout.Slots;
        var frames = new (VariableDefinition Local, GenericInstanceType Type)[Math.Max(1, (slots.Count + FrameArity.Max - 1) / FrameArity.Max)];

        // Links are prepended, so the last frame is linked first.
        for (var i = frames.Length - 1; i > 0; i--)
        {
            frames[i] = WriteFrame(twin, il, i * FrameArity.Max);
            var link = twin.NewLocal(references.FrameLink);
            il.LoadAddress(frames[i].Local).LoadAddress(link).LoadAddress(twin.Scope).Call(references.Extend(frames[i].Type));
        }

        frames[0] = WriteFrame(twin, il, 0);
        twin.Frames = frames;
        WatchClosures(twin, il, frames);
        WatchReferences(twin, frames);
        var (first, frameType) = frames[0];
        il.LoadStatic(holder.Module).Load(twin.Gate).LoadAddress(first).LoadAddress(twin.Scope);
        arguments?.Invoke(il);
        il.Call(hook(frameType));
        if (!twin.HasLiveLines)
            il.Emit(OpCodes.Ldind_U1);

        il.Store(twin.Lines);
    }

    // closure = new ...;  ->  closure = new ...; if (closure != null) { frame.S3 = ref closure.x; ... }
    private void WatchClosures(Twin twin, Il entry, (VariableDefinition Local, GenericInstanceType Type)[] frames)
    {
        foreach (var closure in twin.Layout.Closures.Where(c => !c.IsThereFromTheStart && c.Slots.Count > 0))
        {
            // A state machine that resumes may have it already, and clears it before it completes; a constructor may have
            // made it before it called its base.
            if (twin.Candidate.Machine != null || twin.Passed.Count > 0)
            {
                var none = Instruction.Create(OpCodes.Nop);
                ReferUnlessNull(closure, entry, frames, none).Add(none);
            }

            foreach (var copy in twin.Copy.Copies.Where(closure.IsStore))
                twin.Hooks.After(copy, next => ReferUnlessNull(closure, new Il(), frames, next).Code);
        }

        // A struct is there before the arguments are copied into it.
        foreach (var (closure, slot) in twin.Layout.Closures.Where(c => c.IsThereFromTheStart).SelectMany(c => c.Slots.Where(s => s.IsCopied), (c, s) => (c, s)))
        {
            if (closure.Local is { } local && twin.Passed.Contains(local))
                Refer([slot], entry, frames);
            foreach (var copy in twin.Copy.Copies.Where(slot.IsCopiedBy))
                twin.Hooks.After(copy, _ => Refer([slot], new Il(), frames).Code);
        }
    }

    // place = ref ...;  ->  place = ref ...; frame.S3 = ref place;
    private void WatchReferences(Twin twin, (VariableDefinition Local, GenericInstanceType Type)[] frames)
    {
        foreach (var slot in twin.Layout.Slots.OfType<ReferenceSlot>())
        {
            foreach (var copy in twin.Copy.Copies.Where(i => i.OpCode.Code == Code.Stloc && i.Operand == slot.Local))
                twin.Hooks.After(copy, _ => Point(slot, new Il(), frames, il => il.Load(slot.Local)).Code);
        }
    }

    /// <summary>frame.S3 = ref result; where the frame does not refer to the result from the start.</summary>
    public void PointAtResult(Twin twin, Il il)
    {
        foreach (var slot in twin.Layout.Slots.OfType<LateResultSlot>())
            Point(slot, il, twin.Frames, slot.LoadResult);
    }

    // A span is referred to as an ordinary struct of the same layout.
    private void Convert(FrameSlot slot, Il il, Action<Il> load)
    {
        load(il);
        if (references.ViewOf(slot.Type) is { } view)
            il.Call(view);
    }

    private Il ReferUnlessNull(Closure closure, Il il, (VariableDefinition Local, GenericInstanceType Type)[] frames, Instruction none)
        => Refer(closure.Slots, closure.Load(il).Branch(OpCodes.Brfalse, none), frames);

    private Il Refer(IEnumerable<CapturedSlot> slots, Il il, (VariableDefinition Local, GenericInstanceType Type)[] frames)
    {
        foreach (var slot in slots)
            Point(slot, il, frames, slot.LoadCaptured);

        return il;
    }

    // frame.S3 = ref target;
    private Il Point(FrameSlot slot, Il il, (VariableDefinition Local, GenericInstanceType Type)[] frames, Action<Il> loadTarget)
    {
        var (frame, type) = frames[slot.Index / FrameArity.Max];
        il.LoadAddress(frame);
        Convert(slot, il, loadTarget);
        return il.Add(Instruction.Create(OpCodes.Stfld, RuntimeReferences.FrameField(type, slot.Index % FrameArity.Max)));
    }

    /// <summary>Type of the local that says whether lines are armed: a reference where it is read again at every line.</summary>
    public TypeReference LinesType(bool live) => live ? new ByReferenceType(module.TypeSystem.Byte) : module.TypeSystem.Byte;

    private (VariableDefinition Local, GenericInstanceType Type) WriteFrame(Twin twin, Il il, int start)
    {
        var slots = twin.Layout.Slots.Skip(start).Take(FrameArity.Max).ToList();
        var types = slots.Select(s => s.Type).ToList();
        for (var arity = FrameArity.For(types.Count); types.Count < arity;)
            types.Add(module.TypeSystem.Byte);

        var type = references.Frame(types);
        var frame = twin.NewLocal(type);
        il.LoadAddress(frame);
        foreach (var slot in slots)
            Convert(slot, il, slot.LoadReference);
        for (var i = slots.Count; i < types.Count; i++)
            il.LoadNullReference();

        il.Call(references.FrameConstructor(type));
        return (frame, type);
    }
}
