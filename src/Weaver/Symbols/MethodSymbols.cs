using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Symbols;

/// <summary>One place where a statement starts, tied to its instruction.</summary>
internal sealed class SourcePoint(Instruction instruction, SequencePoint point)
{
    public Instruction Instruction { get; } = instruction;

    public SequencePoint Point { get; } = point;

    public bool IsHidden => Point.IsHidden;
}

/// <summary>A named local and the IL range in which the name holds. <see cref="End"/> is exclusive.</summary>
internal sealed class NamedLocal(string name, VariableDefinition variable, int start, int end)
{
    public string Name { get; } = name;

    public VariableDefinition Variable { get; } = variable;

    public int Start { get; } = start;

    public int End { get; } = end;
}

/// <summary>
/// Debug information of one body, taken before anything is edited: Cecil finds points by their original offset, and new
/// instructions have none.
/// </summary>
internal sealed class MethodSymbols
{
    private readonly Dictionary<int, Instruction> _byOffset;
    private readonly NamedLocal[] _compilerLocals;

    private MethodSymbols(Dictionary<int, Instruction> byOffset, SourcePoint[] points, IEnumerable<NamedLocal> locals, (int Start, int End)[] hoistedScopes)
    {
        _byOffset = byOffset;
        Points = points;
        Locals = locals.Where(l => IsUserName(l.Name)).ToArray();
        _compilerLocals = locals.Where(l => !IsUserName(l.Name)).ToArray();
        HoistedScopes = hoistedScopes;
    }

    /// <summary>In order of their offset; hidden ones included, those before the start left out.</summary>
    public IReadOnlyList<SourcePoint> Points { get; }

    public IReadOnlyList<NamedLocal> Locals { get; }

    /// <summary>Ranges of the locals that a state machine keeps in fields, by the number in the field's name less one.</summary>
    public IReadOnlyList<(int Start, int End)> HoistedScopes { get; }

    /// <summary>Offset of the last visible statement, which is where the method is left in the ordinary way.</summary>
    public int LastVisibleOffset => Points.LastOrDefault(p => !p.IsHidden)?.Instruction.Offset ?? 0;

    /// <summary>The instruction at an offset of the body as it was, or null.</summary>
    public Instruction? InstructionAt(int offset) => _byOffset.TryGetValue(offset, out var instruction) ? instruction : null;

    /// <summary>Where a local of the compiler's holds; everywhere when the symbols do not name it.</summary>
    public (int Start, int End) RangeOf(VariableDefinition local)
    {
        var known = _compilerLocals.FirstOrDefault(l => l.Variable == local);
        return known == null ? (0, int.MaxValue) : (known.Start, known.End);
    }

    /// <param name="method">Whose.</param>
    /// <param name="start">Where the part begins whose points are wanted.</param>
    public static MethodSymbols Read(MethodDefinition method, Instruction start)
    {
        var body = method.Body;
        var byOffset = new Dictionary<int, Instruction>(body.Instructions.Count);
        foreach (var instruction in body.Instructions.Where(i => i.Offset >= start.Offset))
            byOffset[instruction.Offset] = instruction;

        var end = body.CodeSize;
        var information = method.DebugInformation;
        var points = information.HasSequencePoints
            ? information.SequencePoints
                .Where(p => byOffset.ContainsKey(p.Offset))
                .Select(p => new SourcePoint(byOffset[p.Offset], p))
                .OrderBy(p => p.Instruction.Offset)
                .ToArray()
            : [];
        var locals = new List<NamedLocal>();
        if (information.Scope != null)
            Collect(information.Scope, body, end, locals);

        var hoisted = method.CustomDebugInformations.OfType<StateMachineScopeDebugInformation>().FirstOrDefault();
        var scopes = hoisted?.Scopes.Select(s => (s.Start.Offset, s.End.IsEndOfMethod ? end : s.End.Offset)).ToArray();
        return new MethodSymbols(byOffset, points, locals, scopes ?? []);
    }

    private static void Collect(ScopeDebugInformation scope, MethodBody body, int end, List<NamedLocal> locals)
    {
        var start = scope.Start.IsEndOfMethod ? end : scope.Start.Offset;
        var stop = scope.End.IsEndOfMethod ? end : scope.End.Offset;
        if (scope.HasVariables)
        {
            foreach (var variable in scope.Variables)
            {
                if (!(variable.IsDebuggerHidden && IsUserName(variable.Name)) && variable.Index < body.Variables.Count)
                    locals.Add(new NamedLocal(variable.Name, body.Variables[variable.Index], start, stop));
            }
        }

        if (scope.HasScopes)
        {
            foreach (var inner in scope.Scopes)
                Collect(inner, body, end, locals);
        }
    }

    // Compilers name their own locals with characters that no language allows, such as CS$<>8__locals0.
    private static bool IsUserName(string name) => !string.IsNullOrEmpty(name) && name.IndexOfAny(['<', '$', '>']) < 0;
}
