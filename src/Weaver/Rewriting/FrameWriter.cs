using System;
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
    public void WriteEntry(Twin twin, Il il, Action<Il>? asyncArguments)
    {
        var slots = twin.Layout.Slots;
        var frames = Math.Max(1, (slots.Count + FrameArity.Max - 1) / FrameArity.Max);

        // Links are prepended, so the last frame is linked first.
        for (var i = frames - 1; i > 0; i--)
        {
            var (further, type) = WriteFrame(twin, il, i * FrameArity.Max);
            var link = twin.NewLocal(references.FrameLink);
            il.LoadAddress(further).LoadAddress(link).LoadAddress(twin.Scope).Call(references.Extend(type));
        }

        var (first, frameType) = WriteFrame(twin, il, 0);
        il.LoadStatic(holder.Module).Load(twin.Gate).LoadAddress(first).LoadAddress(twin.Scope);
        if (asyncArguments == null)
        {
            il.Call(references.Enter(frameType));
        }
        else
        {
            asyncArguments(il);
            il.Call(references.EnterAsync(frameType));
        }

        if (!twin.HasLiveLines)
            il.Emit(OpCodes.Ldind_U1);

        il.Store(twin.Lines);
    }

    /// <summary>Type of the local that says whether lines are armed: a reference where it is read again at every line.</summary>
    public TypeReference LinesType(bool live) => live ? new ByReferenceType(module.TypeSystem.Byte) : module.TypeSystem.Byte;

    private (VariableDefinition Frame, GenericInstanceType Type) WriteFrame(Twin twin, Il il, int start)
    {
        var slots = twin.Layout.Slots.Skip(start).Take(FrameArity.Max).ToList();
        var types = slots.Select(s => s.Type).ToList();
        for (var arity = FrameArity.For(types.Count); types.Count < arity;)
            types.Add(module.TypeSystem.Byte);

        var type = references.Frame(types);
        var frame = twin.NewLocal(type);
        il.LoadAddress(frame);
        foreach (var slot in slots)
            slot.LoadReference(il);
        for (var i = slots.Count; i < types.Count; i++)
            il.LoadNullReference();

        il.Call(references.FrameConstructor(type));
        return (frame, type);
    }
}
