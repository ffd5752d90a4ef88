using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>
/// Checks a woven body before it is written: stack depth on every path, branch targets, the nesting of protected
/// regions, who may leave them and how, and that Cecil's own stack computation, which is what gets written, is not lower
/// than the truth.
/// </summary>
public static class BodyVerifier
{
    /// <summary>What is wrong with the body as a whole sentence's end, or null.</summary>
    public static string? FindProblem(MethodDefinition method)
    {
        var body = method.Body;
        var depths = StackDepths.Compute(method, body.Instructions, body.ExceptionHandlers);
        return depths.Problem
            ?? FindPrefixProblem(body)
            ?? new Regions(body).FindProblem()
            ?? (MaxStack.Estimate(method) < depths.Max ? $"its stack goes {depths.Max} deep, but less would be written" : null);
    }

    // A branch must not separate a prefix from its instruction.
    private static string? FindPrefixProblem(MethodBody body)
    {
        var targets = new HashSet<Instruction>(body.Instructions.SelectMany(i => i.Targets()));
        for (var i = 0; i < body.Instructions.Count; i++)
        {
            if (!body.Instructions[i].OpCode.IsPrefix())
                continue;
            if (i + 1 == body.Instructions.Count)
                return "it ends in a prefix";
            if (targets.Contains(body.Instructions[i + 1]))
                return $"a branch separates '{body.Instructions[i]}' from its instruction";
        }

        return null;
    }

    /// <summary>The protected regions of a body as ranges of instruction indexes.</summary>
    private sealed class Regions
    {
        private readonly MethodBody _body;
        private readonly Dictionary<Instruction, int> _indexes = new();
        private readonly List<Range> _ranges = new();

        public Regions(MethodBody body)
        {
            _body = body;
            for (var i = 0; i < body.Instructions.Count; i++)
                _indexes[body.Instructions[i]] = i;
        }

        public string? FindProblem()
        {
            foreach (var handler in _body.ExceptionHandlers)
            {
                if (!TryAdd(handler, out var problem))
                    return problem;
            }

            return FindOverlap() ?? FindBadExit();
        }

        private bool TryAdd(ExceptionHandler handler, out string? problem)
        {
            var end = _body.Instructions.Count;
            var (tryStart, tryEnd) = (IndexOf(handler.TryStart), IndexOf(handler.TryEnd));
            var start = IndexOf(handler.HandlerStart);
            var stop = handler.HandlerEnd == null ? end : IndexOf(handler.HandlerEnd);
            problem = tryStart < 0 || tryEnd <= tryStart || start < 0 || stop <= start
                ? "a protected region or its handler is empty or lies outside the body"
                : null;
            if (problem != null)
                return false;

            _ranges.Add(new Range(tryStart, tryEnd, RegionKind.Try));
            _ranges.Add(new Range(start, stop, handler.HandlerType switch
            {
                ExceptionHandlerType.Finally or ExceptionHandlerType.Fault => RegionKind.Finally,
                _ => RegionKind.Catch,
            }));
            if (handler.FilterStart == null)
                return true;

            var filter = IndexOf(handler.FilterStart);
            if (filter < 0 || filter >= start || _body.Instructions[start - 1].OpCode.Code != Code.Endfilter)
                problem = "a filter does not end directly before its handler";
            else
                _ranges.Add(new Range(filter, start, RegionKind.Filter));

            return problem == null;
        }

        private int IndexOf(Instruction? instruction)
            => instruction != null && _indexes.TryGetValue(instruction, out var index) ? index : -1;

        // Sorted by start, longest first, every range must lie inside the one that is still open, or behind it.
        private string? FindOverlap()
        {
            var open = new Stack<Range>();
            foreach (var range in _ranges.OrderBy(r => r.Start).ThenByDescending(r => r.End))
            {
                while (open.Count > 0 && open.Peek().End <= range.Start)
                    open.Pop();
                if (open.Count > 0 && range.End > open.Peek().End)
                    return "two protected regions overlap without one holding the other";

                open.Push(range);
            }

            return null;
        }

        private string? FindBadExit()
        {
            var inner = InnermostRanges();
            for (var i = 0; i < _body.Instructions.Count; i++)
            {
                var instruction = _body.Instructions[i];
                var code = instruction.OpCode.Code;
                if (code == Code.Ret && inner[i] != null)
                    return $"'{instruction}' returns out of a protected region";
                if (code == Code.Endfinally && inner[i]?.Kind != RegionKind.Finally)
                    return $"'{instruction}' stands outside a finally or fault block";
                if (code == Code.Endfilter && inner[i]?.Kind != RegionKind.Filter)
                    return $"'{instruction}' stands outside a filter";
                if (code is Code.Leave or Code.Leave_S)
                {
                    if (inner[i] is { Kind: RegionKind.Finally or RegionKind.Filter } held && !Contains(held, IndexOf((Instruction)instruction.Operand)))
                        return $"'{instruction}' leaves a finally, fault or filter block";
                    continue;
                }

                foreach (var target in instruction.Targets())
                {
                    // A branch may enter a protected region at its first instruction only.
                    var to = IndexOf(target);
                    if (inner[to] != inner[i] && !EntersAtStart(inner[i], to))
                        return $"'{instruction}' branches across the border of a protected region";
                }
            }

            return null;
        }

        private bool EntersAtStart(Range? from, int to)
            => (from == null || Contains(from, to))
                && _ranges.Where(r => Contains(r, to) && (from == null || (r != from && Contains(from, r.Start) && r.End <= from.End)))
                    .All(r => r.Kind == RegionKind.Try && r.Start == to);

        private static bool Contains(Range range, int index) => index >= range.Start && index < range.End;

        private Range?[] InnermostRanges()
        {
            var inner = new Range?[_body.Instructions.Count];

            // Equal ranges (a try with a fault and a filter around the same code) count as one.
            var seen = new Dictionary<(int, int, RegionKind), Range>();
            foreach (var range in _ranges.OrderByDescending(r => r.End - r.Start))
            {
                if (!seen.TryGetValue((range.Start, range.End, range.Kind), out var same))
                    seen.Add((range.Start, range.End, range.Kind), same = range);

                for (var i = same.Start; i < same.End; i++)
                    inner[i] = same;
            }

            return inner;
        }
    }

    private enum RegionKind
    {
        Try,
        Catch,
        Finally,
        Filter,
    }

    private sealed class Range(int start, int end, RegionKind kind)
    {
        public int Start { get; } = start;

        public int End { get; } = end;

        public RegionKind Kind { get; } = kind;
    }
}
