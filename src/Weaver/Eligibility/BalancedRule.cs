using Mono.Cecil;

namespace Weaver.Engine.Eligibility;

/// <summary>
/// Which methods <see cref="WeaverPolicy.Balanced"/> leaves to the inliner. The numbers were chosen by measurement, which
/// docs/performance.md shows; only benchmarks use others.
/// </summary>
internal sealed class BalancedRule
{
    private const int AggressiveInlining = 0x100;

    /// <summary>Largest body without a loop or a protected region that gets no gate, in bytes of IL.</summary>
    public int StraightLine { get; set; } = 150;

    /// <summary>Largest body with a loop, but without a protected region, that gets no gate; 0 gates all of them.</summary>
    public int Loop { get; set; } = 64;

    /// <summary>Whether what its author has marked for inlining gets no gate. Few methods are, and they are called most.</summary>
    public bool LeavesMarked { get; set; } = true;

    /// <summary>Why a method gets no gate, or null.</summary>
    public string? FindReason(MethodDefinition method, BodyOutline body)
    {
        if (LeavesMarked && ((int)method.ImplAttributes & AggressiveInlining) != 0)
            return "it is marked AggressiveInlining";
        if (body.HasHandlers || body.CodeSize > (body.HasLoop ? Loop : StraightLine))
            return null;

        return body.HasLoop
            ? $"it has {body.CodeSize} bytes of IL with a loop but without a protected region"
            : $"it has {body.CodeSize} bytes of IL without a loop or a protected region";
    }
}
