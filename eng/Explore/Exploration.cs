using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Explore.Comparing;
using Weaver.Explore.Running;
using Weaver.Explore.Weaving;

namespace Weaver.Explore;

/// <summary>Everything that was found.</summary>
internal sealed record Exploration
{
    public required DateTimeOffset Date { get; init; }
    public required string Machine { get; init; }
    public required string Line { get; init; }
    public required string Policy { get; init; }
    public required TimeSpan Time { get; init; }
    public required IReadOnlyList<AssemblyFigures> Assemblies { get; init; }

    /// <summary>Null when that mode was not asked for.</summary>
    public required ModeRun? Prepared { get; init; }

    public required IReadOnlyList<ProgramRuns> Programs { get; init; }

    private IEnumerable<ModeRun> Runs => Programs.SelectMany(static p => p.Runs).Concat(Prepared is null ? [] : [Prepared]);

    public int Crashes => Runs.Count(static r => r.Crash is not null);

    public int Differences => Runs.Count(static r => r.Differences.Count > 0);

    public long InvalidMethods => Assemblies.Sum(static a => a.Unverified.Count) + (Prepared?.Counts.InvalidCount ?? 0);

    public int NotComparable => Programs.Count(static p => p.NotComparable.Count > 0);

    public bool IsSound => InvalidMethods == 0 && Assemblies.All(static a => a.Failure is null) && Runs.All(static r => r.IsSound);
}

/// <summary>All runs of one command.</summary>
/// <param name="Word">The word of <c>--for</c>, or empty.</param>
/// <param name="Plain">The first unwoven run.</param>
/// <param name="NotComparable">Where the second unwoven run differs from the first.</param>
/// <param name="Tests">Number of tests in the unwoven run, when it left TRX files.</param>
/// <param name="Runs">The other runs, in the order of the modes.</param>
internal sealed record ProgramRuns(string Word, ChildRun Plain, IReadOnlyList<Difference> NotComparable, int? Tests, IReadOnlyList<ModeRun> Runs);

/// <summary>One run of a woven program.</summary>
internal sealed record ModeRun
{
    public required Mode Mode { get; init; }
    public required ChildRun Child { get; init; }
    public required ProcessCounts Counts { get; init; }

    /// <summary>How it ended, when the unwoven program does not end so; null when it ended like that.</summary>
    public string? Crash { get; init; }

    public IReadOnlyList<Difference> Differences { get; init; } = [];

    /// <summary>Other things that must not happen.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    public bool IsSound => Crash is null && Differences.Count == 0 && Failures.Count == 0;
}
