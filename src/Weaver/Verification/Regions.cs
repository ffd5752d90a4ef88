using System;
using System.Collections.Generic;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>The protected regions of one body after another: how they nest, how control gets into them and out of them.</summary>
internal sealed class Regions(BodyNumbers numbers, StackDepths depths)
{
    private readonly List<Range> _ranges = new();
    private readonly List<Range> _sorted = new();
    private Range?[] _inner = [];

    public string? FindProblem()
    {
        _ranges.Clear();
        if (numbers.Body.HasExceptionHandlers)
        {
            foreach (var handler in numbers.Body.ExceptionHandlers)
            {
                if (!TryAdd(handler, out var problem))
                    return problem;
            }

            var overlap = FindOverlap() ?? FindBadOrder();
            if (overlap != null)
                return overlap;

            FillInnermostRanges();
        }

        return FindBadExit();
    }

    private bool TryAdd(ExceptionHandler handler, out string? problem)
    {
        var end = numbers.Count;
        var (tryStart, tryEnd) = (numbers.IndexOf(handler.TryStart), numbers.IndexOf(handler.TryEnd));
        var start = numbers.IndexOf(handler.HandlerStart);
        var stop = handler.HandlerEnd == null ? end : numbers.IndexOf(handler.HandlerEnd);
        problem = tryStart < 0 || tryEnd <= tryStart || start < 0 || stop <= start
            ? "a protected region or its handler is empty or lies outside the body"
            : null;
        if (problem != null)
            return false;

        if (depths.Before(tryStart) > 0)
            problem = $"a protected region starts at '{handler.TryStart}' with values on the stack";

        var tried = new Range(tryStart, tryEnd, RegionKind.Try);
        _ranges.Add(tried);
        var handled = new Range(start, stop, handler.HandlerType switch
        {
            ExceptionHandlerType.Finally or ExceptionHandlerType.Fault => RegionKind.Finally,
            _ => RegionKind.Catch,
        })
        {
            Tried = tried,
        };
        _ranges.Add(handled);
        if (handler.HandlerType != ExceptionHandlerType.Filter)
            return problem == null;

        var filter = numbers.IndexOf(handler.FilterStart);
        if (filter < 0 || filter >= start || numbers.Code[start - 1].OpCode.Code != Code.Endfilter)
            problem ??= "a filter does not end directly before its handler";
        else
            _ranges.Add(new Range(filter, start, RegionKind.Filter));

        return problem == null;
    }

    // Sorted by start, longest first, every range must lie inside the one that is still open, or behind it.
    private string? FindOverlap()
    {
        var open = new Stack<Range>();
        Sort(static (one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : other.End.CompareTo(one.End));
        foreach (var range in _sorted)
        {
            while (open.Count > 0 && open.Peek().End <= range.Start)
                open.Pop();
            if (open.Count > 0 && range.End > open.Peek().End)
                return "two protected regions overlap without one holding the other";

            open.Push(range);
        }

        return null;
    }

    // The runtime takes the first clause that fits, so inner ones come first.
    private string? FindBadOrder()
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            var outer = _ranges[i];
            for (var j = i + 1; j < _ranges.Count; j++)
            {
                var inner = _ranges[j];
                if (inner.Kind != RegionKind.Try || inner.Start < outer.Start || inner.End > outer.End)
                    continue;
                if (outer.Kind != RegionKind.Try || inner.End - inner.Start < outer.End - outer.Start)
                    return "a protected region is listed after one that holds it";
            }
        }

        return null;
    }

    private string? FindBadExit()
    {
        for (var i = 0; i < numbers.Count; i++)
        {
            var instruction = numbers.Code[i];
            var inner = InnermostAt(i);
            var problem = instruction.OpCode.Code switch
            {
                Code.Ret when inner != null => "returns out of a protected region",
                Code.Endfinally when inner?.Kind != RegionKind.Finally => "stands outside a finally or fault block",
                Code.Endfilter when inner?.Kind != RegionKind.Filter || i + 1 != inner.End => "does not end a filter",
                Code.Rethrow when !IsWithin(i, RegionKind.Catch) => "stands outside a catch block",
                Code.Localloc when IsWithin(i, RegionKind.Catch) || IsWithin(i, RegionKind.Finally) || IsWithin(i, RegionKind.Filter) => "stands in a handler",
                Code.Localloc when depths.Before(i) > 1 => "needs an otherwise empty stack",
                Code.Leave or Code.Leave_S => FindBadLeave(i, numbers.IndexOf((Instruction)instruction.Operand)),
                _ => FindBadBranch(instruction, i),
            };
            if (problem != null)
                return $"'{instruction}' {problem}";
        }

        return null;
    }

    private string? FindBadLeave(int from, int to)
    {
        if (to < 0)
            return "leads outside the body";
        if (InnermostAt(from) is { Kind: RegionKind.Finally or RegionKind.Filter } held && !held.Holds(to))
            return "leaves a finally, fault or filter block";

        if (InnermostAt(from) == InnermostAt(to))
            return null;

        // Into a protected region at its start only, but from a catch block anywhere into what it protects.
        foreach (var range in _ranges)
        {
            if (range.Holds(to) && !range.Holds(from) && (range.Kind != RegionKind.Try || (range.Start != to && !HandlesFor(from, range))))
                return "leaves into the middle of a protected region or into a handler";
        }

        return null;
    }

    private bool HandlesFor(int from, Range tried)
    {
        foreach (var range in _ranges)
        {
            if (range.Kind == RegionKind.Catch && range.Holds(from) && range.Tried!.Start == tried.Start && range.Tried.End == tried.End)
                return true;
        }

        return false;
    }

    private string? FindBadBranch(Instruction instruction, int from)
    {
        foreach (var target in instruction.Targets())
        {
            if (FindBadTarget(target, from) is { } problem)
                return problem;
        }

        var next = from + 1;
        return !instruction.OpCode.EndsBlock() && next < numbers.Count && InnermostAt(next) != InnermostAt(from) && !EntersAtStart(InnermostAt(from), next)
            ? "falls across the border of a protected region"
            : null;
    }

    // A branch may enter a protected region at its first instruction only.
    private string? FindBadTarget(Instruction target, int from)
    {
        var to = numbers.IndexOf(target);
        if (to < 0)
            return "leads outside the body";

        return InnermostAt(to) != InnermostAt(from) && !EntersAtStart(_inner[from], to) ? "branches across the border of a protected region" : null;
    }

    private Range? InnermostAt(int index) => _ranges.Count == 0 ? null : _inner[index];

    private bool EntersAtStart(Range? from, int to)
    {
        if (from != null && !from.Holds(to))
            return false;

        foreach (var range in _ranges)
        {
            if (!range.Holds(to) || (from != null && (range == from || !from.Holds(range.Start) || range.End > from.End || range.SameAs(from))))
                continue;
            if (range.Kind != RegionKind.Try || range.Start != to)
                return false;
        }

        return true;
    }

    private bool IsWithin(int index, RegionKind kind)
    {
        foreach (var range in _ranges)
        {
            if (range.Kind == kind && range.Holds(index))
                return true;
        }

        return false;
    }

    private void FillInnermostRanges()
    {
        Array.Clear(numbers.Room(ref _inner), 0, numbers.Count);

        // Widest first. Equal ranges (a try with a fault and a filter around the same code) count as one: the first of them.
        Sort(static (one, other) => one.End - one.Start != other.End - other.Start ? (other.End - other.Start).CompareTo(one.End - one.Start) : one.Start.CompareTo(other.Start));
        for (var place = 0; place < _sorted.Count; place++)
        {
            var first = _sorted[place];
            for (var before = place - 1; before >= 0 && _sorted[before].Start == first.Start && _sorted[before].End == first.End; before--)
            {
                if (_sorted[before].Kind == first.Kind)
                    first = _sorted[before];
            }

            for (var i = first.Start; i < first.End; i++)
                _inner[i] = first;
        }
    }

    // Those that are equal stay in their order.
    private void Sort(Comparison<Range> compare)
    {
        _sorted.Clear();
        _sorted.AddRange(_ranges);
        for (var i = 0; i < _sorted.Count; i++)
            _sorted[i].Place = i;

        _sorted.Sort((one, other) => compare(one, other) is var order and not 0 ? order : one.Place.CompareTo(other.Place));
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

        /// <summary>Of a handler, what it protects.</summary>
        public Range? Tried { get; set; }

        /// <summary>Where it stands among the others.</summary>
        public int Place { get; set; }

        public bool Holds(int index) => index >= Start && index < End;

        public bool SameAs(Range other) => Start == other.Start && End == other.End && Kind == other.Kind;
    }
}
