using System;

namespace Weaver.Symbols;

/// <summary>What the symbols of a process are sent as.</summary>
internal sealed record SymbolOptions
{
    public required string Service { get; init; }

    public string? Environment { get; init; }

    public string? Version { get; init; }

    public required string RuntimeId { get; init; }

    /// <summary>The largest attachment before compression; a single type that is larger travels alone.</summary>
    public int BatchBytes { get; init; } = 1 << 20;

    public bool Compresses { get; init; } = true;

    /// <summary>Sent from the start, without anybody asking for them.</summary>
    public bool IsWanted { get; init; }

    /// <summary>Never sent, whoever asks for them.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>How often a batch is tried again after its first failure.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The first pause; later ones double.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time until an agent that has no endpoint, or does not answer, is asked again.</summary>
    public TimeSpan Recheck { get; init; } = TimeSpan.FromSeconds(60);
}
