using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;
using Weaver.Engine.Discovery;

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
    private static readonly char[] Marks = ['<', '$', '>'];
    private static readonly List<NamedLocal> NoLocals = new();

    private readonly OriginalBody _body;
    private readonly int _start;
    private readonly List<NamedLocal> _compilerLocals = new();

    private MethodSymbols(OriginalBody body, int start, IReadOnlyList<SourcePoint> points, List<NamedLocal> locals, (int Start, int End)[] hoistedScopes)
    {
        _body = body;
        _start = start;
        Points = points;
        var named = new List<NamedLocal>(locals.Count);
        foreach (var local in locals)
            (IsUserName(local.Name) ? named : _compilerLocals).Add(local);

        Locals = named;
        HoistedScopes = hoistedScopes;
    }

    /// <summary>In order of their offset; hidden ones included, those before the start left out.</summary>
    public IReadOnlyList<SourcePoint> Points { get; }

    public IReadOnlyList<NamedLocal> Locals { get; }

    /// <summary>Ranges of the locals that a state machine keeps in fields, by the number in the field's name less one.</summary>
    public IReadOnlyList<(int Start, int End)> HoistedScopes { get; }

    /// <summary>Offset of the last visible statement, which is where the method is left in the ordinary way.</summary>
    public int LastVisibleOffset => Points.LastOrDefault(p => !p.IsHidden)?.Instruction.Offset ?? 0;

    /// <summary>The instruction at an offset of the body as it was, or null; null too in front of the start.</summary>
    public Instruction? InstructionAt(int offset) => offset < _start ? null : _body.At(offset);

    /// <summary>Where a local of the compiler's holds; everywhere when the symbols do not name it.</summary>
    public (int Start, int End) RangeOf(VariableDefinition local)
    {
        var known = _compilerLocals.Find(l => l.Variable == local);
        return known == null ? (0, int.MaxValue) : (known.Start, known.End);
    }

    /// <param name="method">Whose.</param>
    /// <param name="original">Its body.</param>
    /// <param name="start">Where the part begins whose points are wanted.</param>
    public static MethodSymbols Read(MethodDefinition method, OriginalBody original, Instruction start)
    {
        // Asking makes empty ones that stay.
        if (!method.Module.HasSymbols)
            return new MethodSymbols(original, start.Offset, [], NoLocals, []);

        var body = method.Body;
        var end = body.CodeSize;
        var information = method.DebugInformation;
        var points = information.HasSequencePoints ? Points(information.SequencePoints) : [];
        var locals = new List<NamedLocal>();
        if (information.Scope != null)
            Collect(information.Scope, body, end, locals);

        var hoisted = method.HasCustomDebugInformations ? method.CustomDebugInformations.OfType<StateMachineScopeDebugInformation>().FirstOrDefault() : null;
        var scopes = hoisted?.Scopes.Select(s => (s.Start.Offset, s.End.IsEndOfMethod ? end : s.End.Offset)).ToArray();
        return new MethodSymbols(original, start.Offset, points, locals, scopes ?? []);

        IReadOnlyList<SourcePoint> Points(Collection<SequencePoint> all)
        {
            var found = new List<SourcePoint>(all.Count);
            var inOrder = true;
            foreach (var point in all)
            {
                if (point.Offset < start.Offset || original.At(point.Offset) is not { } instruction)
                    continue;

                inOrder &= found.Count == 0 || found[found.Count - 1].Instruction.Offset <= point.Offset;
                found.Add(new SourcePoint(instruction, point));
            }

            return inOrder ? found : found.OrderBy(p => p.Instruction.Offset).ToList();
        }
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
    private static bool IsUserName(string name) => !string.IsNullOrEmpty(name) && name.IndexOfAny(Marks) < 0;
}
