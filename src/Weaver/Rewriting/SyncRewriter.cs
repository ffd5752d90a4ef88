using Weaver.Engine.Emit;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>Dresses the copy of an ordinary body.</summary>
internal sealed class SyncRewriter(RuntimeReferences references, FrameLayoutBuilder layouts, FrameWriter frames, LineRewriter lines, RegionWriter regions)
{
    public TwinCode Rewrite(Twin twin)
    {
        var returned = twin.Method.ReturnType;
        var result = returned.IsVoid() ? null : twin.NewLocal(returned.Unmodified());
        var self = twin.Method.HasThis && !twin.Candidate.Method.DeclaringType.IsValueType
            ? twin.NewLocal(twin.Candidate.Method.DeclaringType.SelfReference())
            : null;
        twin.Layout = layouts.ForMethod(twin, self, result);
        lines.Rewrite(twin);

        var entry = new Il();
        if (self != null)
            entry.Load(twin.Method.Body.ThisParameter).Store(self);
        for (var i = 0; i < twin.Passed.Count; i++)
            entry.Load(twin.Method.Parameters[twin.Candidate.Method.Parameters.Count + i]).Store(twin.Copy.CopyOf(twin.Passed[i]));
        frames.WriteEntry(twin, entry, references.Enter);

        var tails = new Il();
        foreach (var call in twin.TailCalls)
            call.Rewrite(twin, references.Exit, tails);
        var exit = new Il();
        frames.PointAtResult(twin, exit);
        return regions.Write(
            twin,
            entry,
            leave: new Il().LoadAddress(twin.Scope).Call(references.Leave),
            exit: exit.LoadAddress(twin.Scope).Call(references.Exit),
            result,
            tails);
    }
}
