using System;

namespace Weaver.Contract;

/// <summary>The weaver's record of one assembly: what can be probed, where, and what was left out and why.</summary>
internal sealed class Manifest
{
    /// <summary>Version of the weaver that wrote this.</summary>
    public string WeaverVersion { get; set; } = "";

    /// <summary>Simple name of the woven assembly.</summary>
    public string AssemblyName { get; set; } = "";

    /// <summary>Lower-case hexadecimal SHA-256 over the module before weaving and everything below: changes when either changes.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>Name of the policy that chose the methods.</summary>
    public string Policy { get; set; } = "";

    /// <summary>False when the assembly had no readable symbols; then there are no sites and no locals.</summary>
    public bool HasSymbols { get; set; }

    /// <summary>Source files as the symbols spell them.</summary>
    public string[] Documents { get; set; } = Array.Empty<string>();

    /// <summary>Gated methods; the index of a method is the number of its gate.</summary>
    public ManifestMethod[] Methods { get; set; } = Array.Empty<ManifestMethod>();

    public LeftOutMethod[] LeftOut { get; set; } = Array.Empty<LeftOutMethod>();
}

/// <summary>One gated method under the names its author gave it.</summary>
internal sealed class ManifestMethod
{
    /// <summary>Reflection full name of the declaring type, nested types after a plus sign: <c>Shop.Orders+Line</c>.</summary>
    public string TypeName { get; set; } = "";

    /// <summary>Method name. For an async method the author's method, not MoveNext.</summary>
    public string Name { get; set; } = "";

    public MethodTraits Traits { get; set; }

    /// <summary>Number of generic parameters of the method itself.</summary>
    public int GenericArity { get; set; }

    /// <summary>Full names of the parameter types, in order, as a probe's signature spells them.</summary>
    public string[] ParameterTypes { get; set; } = Array.Empty<string>();

    public string ReturnType { get; set; } = "System.Void";

    /// <summary>Variables that a probe can name: this, arguments, locals, and the result as the last slot.</summary>
    public ManifestVariable[] Variables { get; set; } = Array.Empty<ManifestVariable>();

    /// <summary>Index into <see cref="Manifest.Documents"/>, or -1.</summary>
    public int Document { get; set; } = -1;

    /// <summary>Source lines in order of their IL offset. The index of a site is what the line hook passes.</summary>
    public ManifestSite[] Sites { get; set; } = Array.Empty<ManifestSite>();

    /// <summary>Bit set over <see cref="Variables"/>: those that hold on leaving the method.</summary>
    public byte[] ExitLive { get; set; } = Array.Empty<byte>();

    /// <summary>Slots in the frame, linked frames included.</summary>
    public int SlotCount { get; set; }
}

/// <summary>One variable of a method.</summary>
internal sealed class ManifestVariable
{
    public string Name { get; set; } = "";
    public VariableKind Kind { get; set; }
    public string TypeName { get; set; } = "";

    /// <summary>Slot in the frame, or -1 with <see cref="Reason"/> set.</summary>
    public int Slot { get; set; } = -1;

    public UnreadableReason Reason { get; set; }

    /// <summary>An <c>out</c> parameter: unset at entry.</summary>
    public bool IsOut { get; set; }

    /// <summary>Marked <c>[Sensitive]</c>: never read, never shown.</summary>
    public bool IsSensitive { get; set; }
}

/// <summary>One place inside a method where a line probe fires: the start of a statement.</summary>
internal sealed class ManifestSite
{
    public int Line { get; set; }
    public int Column { get; set; }
    public int EndLine { get; set; }

    /// <summary>Offset in the original body before weaving.</summary>
    public int Offset { get; set; }

    /// <summary>Bit set over the method's variables: those in scope here.</summary>
    public byte[] Live { get; set; } = Array.Empty<byte>();
}

/// <summary>A method that was not gated.</summary>
internal sealed class LeftOutMethod
{
    public string TypeName { get; set; } = "";
    public string Name { get; set; } = "";
    public string[] ParameterTypes { get; set; } = Array.Empty<string>();

    /// <summary>Id of the rule that gives the reason, such as <c>WVR1004</c>.</summary>
    public string RuleId { get; set; } = "";

    /// <summary>What is particular to this method, or empty.</summary>
    public string Detail { get; set; } = "";
}
