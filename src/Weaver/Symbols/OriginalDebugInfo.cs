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
    private readonly List<ScopeDebugInformation> _endingScopes = new();
    private readonly List<StateMachineScope> _endingHoisted = new();
    private readonly List<AsyncMethodBodyDebugInformation> _withoutCatch;
    private readonly SequencePoint? _firstPoint;
    private readonly List<SequencePoint> _points;

    /// <param name="method">About to be edited.</param>
    /// <param name="symbols">As they were.</param>
    /// <param name="first">The instruction in front of which the gate goes.</param>
    public OriginalDebugInfo(MethodDefinition method, MethodSymbols symbols, Instruction first)
    {
        _method = method;
        _first = first;
        _points = new List<SequencePoint>();
        _withoutCatch = new List<AsyncMethodBodyDebugInformation>();
        if (!method.Module.HasSymbols)
            return;

        _firstPoint = symbols.Points.Count > 0 && symbols.Points[0].Instruction == _first ? symbols.Points[0].Point : null;
        if (method.DebugInformation.HasSequencePoints)
            _points.AddRange(method.DebugInformation.SequencePoints);
        if (method.DebugInformation.Scope != null)
            Collect(method.DebugInformation.Scope);

        if (!method.HasCustomDebugInformations)
            return;

        foreach (var hoisted in method.CustomDebugInformations.OfType<StateMachineScopeDebugInformation>())
        {
            // A local that the optimizer removed keeps an empty scope, which stays empty.
            _startingHoisted.AddRange(hoisted.Scopes.Where(s => !s.Start.IsEndOfMethod && s.Start.Offset == first.Offset && (s.End.IsEndOfMethod || s.End.Offset > first.Offset)));
            _endingHoisted.AddRange(hoisted.Scopes.Where(s => s.End.IsEndOfMethod));
        }

        _withoutCatch.AddRange(method.CustomDebugInformations
            .OfType<AsyncMethodBodyDebugInformation>()
            .Where(a => a.CatchHandler.Offset == -1));
    }

    /// <summary>Spans the gate in front of the body, and ends where the body ended.</summary>
    public void Anchor(Instruction gate, Instruction end)
    {
        Move(gate, new InstructionOffset(end));
        if (_firstPoint != null)
            MoveFirstPoint(_firstPoint, gate);
    }

    /// <summary>Undoes <see cref="Anchor"/> once the new instructions are gone. Removing them takes points of others along.</summary>
    public void Restore()
    {
        Move(_first, default);
        if (_points.Count == 0)
            return;

        var points = _method.DebugInformation.SequencePoints;
        points.Clear();
        foreach (var point in _points)
            points.Add(point);
    }

    private void Move(Instruction start, InstructionOffset end)
    {
        foreach (var scope in _endingScopes)
            scope.End = end;
        foreach (var scope in _endingHoisted)
            scope.End = end;
        foreach (var scope in _startingScopes)
            scope.Start = new InstructionOffset(start);
        foreach (var scope in _startingHoisted)
            scope.Start = new InstructionOffset(start);
        foreach (var async in _withoutCatch)
            async.CatchHandler = new InstructionOffset(-1);
    }

    private void MoveFirstPoint(SequencePoint point, Instruction start)
    {
        var points = _method.DebugInformation.SequencePoints;
        points[points.IndexOf(point)] = new SequencePoint(start, point.Document)
        {
            StartLine = point.StartLine,
            StartColumn = point.StartColumn,
            EndLine = point.EndLine,
            EndColumn = point.EndColumn,
        };
    }

    private void Collect(ScopeDebugInformation scope)
    {
        if (!scope.Start.IsEndOfMethod && scope.Start.Offset == _first.Offset)
            _startingScopes.Add(scope);
        if (scope.End.IsEndOfMethod)
            _endingScopes.Add(scope);
        if (!scope.HasScopes)
            return;

        foreach (var inner in scope.Scopes)
            Collect(inner);
    }
}
