using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>Puts a hook at the start of every statement of a twin, unless the build wants none.</summary>
internal sealed class LineRewriter(RuntimeReferences references, bool isWanted)
{
    public void Rewrite(Twin twin)
    {
        if (!isWanted)
            return;

        var caughtAt = HandlersWithException(twin);
        Instruction? previous = null;
        foreach (var point in twin.Symbols.Points)
        {
            // Code that no path reaches has no defined stack and never hits.
            var original = point.Instruction;
            if (point.IsHidden || original == previous || twin.Original.DepthBefore(original) < 0 || FollowsPrefix(original))
                continue;

            previous = original;
            var site = twin.Sites.Count;
            twin.Sites.Add(point);
            var place = twin.Copy.CopyOf(original);
            if (!caughtAt.TryGetValue(original, out var exceptionType))
                twin.Hooks.Before(place, next => Hook(twin, site, next));
            else if (original.OpCode.Code is Code.Pop || IsStore(original))
                twin.Hooks.After(place, next => Hook(twin, site, next));
            else
                HookUnderException(twin, site, place, exceptionType);
        }
    }

    // if (lines) Probes.Line(ref scope, site);
    private List<Instruction> Hook(Twin twin, int site, Instruction next)
    {
        var il = new Il().Load(twin.Lines);
        if (twin.HasLiveLines)
            il.Emit(OpCodes.Volatile).Emit(OpCodes.Ldind_U1);

        return il.Branch(OpCodes.Brfalse, next).LoadAddress(twin.Scope).Load(site).Call(references.Line).Code;
    }

    // The caught exception lies on the stack where the handler starts; it steps aside for the hook.
    private void HookUnderException(Twin twin, int site, Instruction place, TypeReference exceptionType)
    {
        var caught = twin.NewLocal(exceptionType);
        var store = Instruction.Create(OpCodes.Stloc, caught);
        var reload = Instruction.Create(OpCodes.Ldloc, caught);
        twin.Hooks.Before(place, _ => [store, .. Hook(twin, site, reload), reload]);
    }

    private static Dictionary<Instruction, TypeReference> HandlersWithException(Twin twin)
    {
        var starts = new Dictionary<Instruction, TypeReference>();
        foreach (var handler in twin.Candidate.Body.Body.ExceptionHandlers)
        {
            if (handler.HandlerType is not (ExceptionHandlerType.Catch or ExceptionHandlerType.Filter))
                continue;

            starts[handler.HandlerStart] = handler.CatchType is null or GenericParameter ? twin.Candidate.Method.Module.TypeSystem.Object : handler.CatchType;
            if (handler.FilterStart != null)
                starts[handler.FilterStart] = twin.Candidate.Method.Module.TypeSystem.Object;
        }

        return starts;
    }

    private static bool FollowsPrefix(Instruction instruction) => instruction.Previous is { } before && before.OpCode.IsPrefix();

    private static bool IsStore(Instruction instruction)
        => instruction.OpCode.Code is Code.Stloc or Code.Stloc_S or Code.Stloc_0 or Code.Stloc_1 or Code.Stloc_2 or Code.Stloc_3;
}
