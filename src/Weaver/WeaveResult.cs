using System.Collections.Generic;
using Weaver.Contract;

namespace Weaver.Engine;

/// <summary>What a weave did.</summary>
public sealed class WeaveResult
{
    /// <summary>Methods with a gate and a twin.</summary>
    public int Woven { get; internal set; }

    /// <summary>Methods with a body in the module, ours not counted: woven and left out together.</summary>
    public int Methods { get; internal set; }

    /// <summary>Distinct source lines that a probe can name.</summary>
    public int Lines { get; internal set; }

    internal IReadOnlyList<LeftOutMethod> LeftOut { get; set; } = new List<LeftOutMethod>();

    internal IReadOnlyList<WeaverMessage> Messages { get; set; } = new List<WeaverMessage>();
}
