using System;
using System.Collections.Generic;
using Weaver.Engine.Eligibility;

namespace Weaver.Engine;

/// <summary>Which methods of an assembly get a gate and a twin.</summary>
public enum WeaverPolicy
{
    /// <summary>All but small methods, whose speed and inlining are worth more than a probe. The default.</summary>
    Balanced,

    /// <summary>Every method that can carry a gate.</summary>
    Exhaustive,

    /// <summary>Only what <c>[Probeable]</c> marks: methods, or everything in a marked type or assembly.</summary>
    Annotated,
}

/// <summary>Options of one weave. Immutable once handed to the engine.</summary>
public sealed class WeaverConfig
{
    public WeaverPolicy Policy { get; set; } = WeaverPolicy.Balanced;

    /// <summary>Type-name patterns with <c>*</c>; when not empty only matching types are woven. Nested types are written with a plus sign.</summary>
    public IReadOnlyList<string> Include { get; set; } = Array.Empty<string>();

    /// <summary>Type-name patterns with <c>*</c>; matching types are left out. Beats <see cref="Include"/>.</summary>
    public IReadOnlyList<string> Exclude { get; set; } = Array.Empty<string>();

    /// <summary>False leaves out the line hooks; methods can still be probed at entry and exit.</summary>
    public bool Lines { get; set; } = true;

    /// <summary>
    /// True also reads by-ref parameters of types that hold references, and what is made from them. Safe as long as no
    /// caller passes a reference that unsafe code computed and that leads nowhere: reading that ends the process.
    /// </summary>
    public bool ReadRefs { get; set; }

    /// <summary>What <see cref="WeaverPolicy.Balanced"/> leaves out.</summary>
    internal BalancedRule Balanced { get; set; } = new();
}
