using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Rewriting;

namespace Weaver.Engine.Cloning;

/// <summary>
/// Gives a twin the source lines and local names of its original, so that stack traces and breakpoints bind to both.
/// Edit-and-continue maps and async stepping stay with the original alone: two methods that claim one kick-off confuse tools.
/// </summary>
internal static class DebugInfoCloner
{
    private const int HiddenLine = 0xFEEFEE;

    public static void Clone(Twin twin)
    {
        if (!twin.Method.Module.HasSymbols)
            return;

        var source = twin.Candidate.Body.DebugInformation;
        var target = twin.Method.DebugInformation;
        var points = twin.Symbols.Points;
        if (points.Count > 0)
        {
            target.SequencePoints.Capacity = points.Count + 1;

            // The frame is set up before the first line.
            target.SequencePoints.Add(new SequencePoint(twin.Method.Body.Instructions[0], points[0].Point.Document)
            {
                StartLine = HiddenLine,
                EndLine = HiddenLine,
            });
            foreach (var point in points)
            {
                target.SequencePoints.Add(new SequencePoint(twin.EntryOf(point.Instruction), point.Point.Document)
                {
                    StartLine = point.Point.StartLine,
                    StartColumn = point.Point.StartColumn,
                    EndLine = point.Point.EndLine,
                    EndColumn = point.Point.EndColumn,
                });
            }
        }

        if (source.Scope != null)
            target.Scope = Clone(twin, source.Scope);
    }

    private static ScopeDebugInformation Clone(Twin twin, ScopeDebugInformation source)
    {
        var start = Map(twin, source.Start, first: true);
        var clone = new ScopeDebugInformation(start, Map(twin, source.End, first: false)) { Import = source.Import };
        foreach (var variable in source.Variables.Where(v => v.Index < twin.Candidate.Body.Body.Variables.Count))
        {
            var original = twin.Candidate.Body.Body.Variables[variable.Index];
            clone.Variables.Add(new VariableDebugInformation(twin.Copy.CopyOf(original), variable.Name) { Attributes = variable.Attributes });
        }

        foreach (var constant in source.Constants)
            clone.Constants.Add(new ConstantDebugInformation(constant.Name, constant.ConstantType, constant.Value));
        foreach (var inner in source.Scopes.Where(s => s.End.IsEndOfMethod || s.End.Offset > twin.Start.Offset))
            clone.Scopes.Add(Clone(twin, inner));

        return clone;
    }

    private static Instruction? Map(Twin twin, InstructionOffset offset, bool first)
    {
        if (offset.IsEndOfMethod)
            return first ? twin.Method.Body.Instructions[0] : null;

        var original = twin.Symbols.InstructionAt(offset.Offset);
        return original == null ? (first ? twin.Method.Body.Instructions[0] : null) : twin.EntryOf(original);
    }
}
