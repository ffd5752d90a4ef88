using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Symbols;

/// <summary>
/// Keeps the debug information of a gated body exact. What began at the first instruction now begins at the gate, so
/// that stepping in and breakpoints land before it; everything else moves with its instruction. Inserting makes Cecil
/// rewrite "no catch handler" of an async method (-1) into "the first instruction", which is put right here.
/// </summary>
internal sealed class OriginalDebugInfo
{
    private readonly MethodDefinition _method;
    private readonly Instruction _first;
    private readonly List<ScopeDebugInformation> _startingScopes = new();
    private readonly List<StateMachineScope> _startingHoisted = new();
    private readonly List<AsyncMethodBodyDebugInformation> _withoutCatch;
    private readonly SequencePoint? _firstPoint;

    public OriginalDebugInfo(MethodDefinition method, MethodSymbols symbols)
    {
        _method = method;
        _first = method.Body.Instructions[0];
        _firstPoint = symbols.Points.Count > 0 && symbols.Points[0].Instruction == _first ? symbols.Points[0].Point : null;
        if (method.DebugInformation.Scope != null)
            CollectStarting(method.DebugInformation.Scope);

        foreach (var hoisted in method.DebugInformation.CustomDebugInformations.OfType<StateMachineScopeDebugInformation>())
            _startingHoisted.AddRange(hoisted.Scopes.Where(s => !s.Start.IsEndOfMethod && s.Start.Offset == 0));

        _withoutCatch = method.DebugInformation.CustomDebugInformations
            .OfType<AsyncMethodBodyDebugInformation>()
            .Where(a => a.CatchHandler.Offset == -1)
            .ToList();
    }

    public void MoveStartTo(Instruction start) => Anchor(start);

    public void Restore() => Anchor(_first);

    private void Anchor(Instruction start)
    {
        foreach (var scope in _startingScopes)
            scope.Start = new InstructionOffset(start);
        foreach (var scope in _startingHoisted)
            scope.Start = new InstructionOffset(start);
        foreach (var async in _withoutCatch)
            async.CatchHandler = new InstructionOffset(-1);
        if (_firstPoint != null)
            MoveFirstPoint(start);
    }

    private void MoveFirstPoint(Instruction start)
    {
        var point = _firstPoint!;
        var points = _method.DebugInformation.SequencePoints;
        var index = points.IndexOf(point);
        if (index < 0)
            index = points.ToList().FindIndex(p => p.StartLine == point.StartLine && p.StartColumn == point.StartColumn && (p.Offset == _first.Offset || p.Offset == 0));
        if (index < 0)
            return;

        points[index] = new SequencePoint(start, point.Document)
        {
            StartLine = point.StartLine,
            StartColumn = point.StartColumn,
            EndLine = point.EndLine,
            EndColumn = point.EndColumn,
        };
    }

    private void CollectStarting(ScopeDebugInformation scope)
    {
        if (!scope.Start.IsEndOfMethod && scope.Start.Offset == 0)
            _startingScopes.Add(scope);
        if (!scope.HasScopes)
            return;

        foreach (var inner in scope.Scopes)
            CollectStarting(inner);
    }
}
