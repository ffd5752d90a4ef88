using System.Collections.Generic;
using Weaver.Contract;

namespace Weaver.Probes;

/// <summary>One place in one woven method where a probe fires.</summary>
/// <param name="Module">The module.</param>
/// <param name="MethodIndex">Number of the method and of its gate.</param>
/// <param name="Site">Index of the line's site, or -1 for entry and exit.</param>
internal sealed record ProbeTarget(ProbeModule Module, int MethodIndex, int Site)
{
    public ManifestMethod Method => Module.Manifest.Methods[MethodIndex];

    public override string ToString() => Method.TypeName + "." + Method.Name;
}

internal enum ResolutionKind
{
    /// <summary>There are targets.</summary>
    Found,

    /// <summary>Nothing that is loaded fits; a module that loads later may.</summary>
    Pending,

    /// <summary>What is loaded shows that this location is wrong.</summary>
    Wrong,
}

/// <summary>Where a probe's location leads.</summary>
internal sealed class Resolution
{
    private Resolution(ResolutionKind kind, IReadOnlyList<ProbeTarget> targets, string message, string errorType)
    {
        Kind = kind;
        Targets = targets;
        Message = message;
        ErrorType = errorType;
    }

    public ResolutionKind Kind { get; }

    public IReadOnlyList<ProbeTarget> Targets { get; }

    /// <summary>Whole sentences; for found targets what is worth knowing, possibly empty.</summary>
    public string Message { get; }

    /// <summary>Name of the kind of error, for the diagnostics payload.</summary>
    public string ErrorType { get; }

    public static Resolution Found(IReadOnlyList<ProbeTarget> targets, string message = "") => new(ResolutionKind.Found, targets, message, "");

    public static Resolution Pending(string message) => new(ResolutionKind.Pending, [], message, "");

    public static Resolution Wrong(string errorType, string message) => new(ResolutionKind.Wrong, [], message, errorType);
}
