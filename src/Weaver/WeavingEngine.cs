using System.Collections.Generic;
using Mono.Cecil;

namespace Weaver.Engine;

/// <summary>Weaves one assembly. Callable without Fody and without MSBuild; holds no state, so any thread may call.</summary>
public static class WeavingEngine
{
    /// <summary>Reads an assembly with its symbols, weaves it and writes both beside each other.</summary>
    /// <param name="assemblyPath">The assembly to weave; its PDB is found beside it or inside it.</param>
    /// <param name="outputPath">Where to write; may be the same file.</param>
    /// <param name="config">Options.</param>
    /// <param name="references">Paths of the assemblies it refers to, the runtime <c>Weaver.Runtime.dll</c> among them.</param>
    /// <exception cref="WeavingException">The assembly cannot be woven; the message says why and what to do.</exception>
    public static WeaveResult Weave(string assemblyPath, string outputPath, WeaverConfig config, IEnumerable<string> references)
        => throw new WeavingException("The engine is not ready.");

    /// <summary>Weaves a module that is already in memory; the caller writes it.</summary>
    internal static WeaveResult Weave(ModuleDefinition module, WeaverConfig config)
        => throw new WeavingException("The engine is not ready.");
}
