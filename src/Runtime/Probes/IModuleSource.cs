using System.Collections.Generic;

namespace Weaver.Probes;

/// <summary>The woven modules that have registered so far and are still loaded.</summary>
internal interface IModuleSource
{
    IReadOnlyList<RegisteredModule> Modules { get; }
}

/// <summary>A module as it registered itself; its manifest is read when somebody first needs it.</summary>
internal abstract class RegisteredModule
{
    public abstract int Id { get; }

    public abstract string Name { get; }

    /// <summary>Number of gates.</summary>
    public abstract int GateCount { get; }

    /// <summary>Bytes of the embedded manifest, or null when there are none.</summary>
    public abstract byte[]? ReadManifest();
}
