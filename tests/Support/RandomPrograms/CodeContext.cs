using System.Collections.Generic;

namespace Weaver.Tests.Support.RandomPrograms;

/// <summary>What the code at one place may do. Copied for each nested construct that forbids more.</summary>
internal sealed class CodeContext
{
    public required Member Member { get; init; }

    public List<Variable> Variables { get; init; } = [];

    public Kind Result { get; init; }

    /// <summary>Awaits and yields are possible here.</summary>
    public bool MaySuspend { get; init; }

    public bool IsIterator { get; init; }

    /// <summary>False in try blocks with a catch and in catch and finally blocks.</summary>
    public bool MayYield { get; init; }

    public bool InFinally { get; init; }

    /// <summary>In a catch or finally block, where the stack cannot be allocated from.</summary>
    public bool InHandler { get; init; }

    /// <summary>In a loop of the same construct, so that break and continue do not leave a finally.</summary>
    public bool InLoop { get; init; }

    /// <summary>In an exception filter, where collections cannot be spread.</summary>
    public bool InFilter { get; init; }

    public bool InLambda { get; init; }

    public int Depth { get; init; }

    public CodeContext Nest(bool? loop = null, bool? yields = null, bool? suspends = null, bool inFinally = false, bool inHandler = false, bool inFilter = false)
        => new()
        {
            Member = Member,
            Variables = [.. Variables],
            Result = Result,
            IsIterator = IsIterator,
            MaySuspend = suspends ?? MaySuspend,
            MayYield = MayYield && (yields ?? true),
            InFinally = InFinally || inFinally,
            InHandler = InHandler || inFinally || inHandler,
            InLoop = loop ?? InLoop,
            InLambda = InLambda,
            InFilter = InFilter || inFilter,
            Depth = Depth + 1,
        };

    /// <summary>Inside a lambda or local function: what cannot be captured is gone, what it returns is its own.</summary>
    public CodeContext Lambda(Kind result)
        => new()
        {
            Member = Member,
            Variables = Variables.FindAll(v => v.Capturable),
            Result = result,
            InLambda = true,
            InFilter = InFilter,
            Depth = Depth + 1,
        };
}
