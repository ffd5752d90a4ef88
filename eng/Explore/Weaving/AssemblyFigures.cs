using System;
using System.Collections.Generic;

namespace Weaver.Explore.Weaving;

/// <summary>What became of one assembly.</summary>
internal sealed record AssemblyFigures
{
    public required string Name { get; init; }

    /// <summary>Path within the folder.</summary>
    public required string File { get; init; }

    /// <summary>Informational version, without the commit.</summary>
    public string Version { get; init; } = "";

    /// <summary>Why it was left as it was; null when it was woven.</summary>
    public string? Skipped { get; init; }

    /// <summary>A failure of the weaver; null when there was none.</summary>
    public string? Failure { get; init; }

    /// <summary>Methods with a body.</summary>
    public int Methods { get; init; }

    public int Gated { get; init; }
    public int Lines { get; init; }

    /// <summary>Methods left out, by the id of the rule.</summary>
    public IReadOnlyDictionary<string, int> LeftOut { get; init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Bodies that failed the weaver's own verifier, with what it said.</summary>
    public IReadOnlyList<string> Unverified { get; init; } = [];

    public long BytesBefore { get; init; }
    public long BytesAfter { get; init; }
    public long SymbolBytesBefore { get; init; }
    public long SymbolBytesAfter { get; init; }
    public TimeSpan Time { get; init; }

    public bool IsWoven => Skipped is null && Failure is null;
}
