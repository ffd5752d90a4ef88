using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

namespace Weaver.Engine;

/// <summary>
/// Finds assemblies among given files by their simple name, as a build does; opens each once. Of a file little is read
/// but its metadata, so it stays open until this is disposed.
/// </summary>
internal sealed class ReferenceResolver : IAssemblyResolver
{
    private readonly Dictionary<string, string> _paths;
    private readonly Dictionary<string, AssemblyDefinition> _open = new(StringComparer.OrdinalIgnoreCase);

    private readonly string _output;

    /// <param name="paths">The files.</param>
    /// <param name="output">A file that will be written meanwhile. Where it is among the others it is not kept open.</param>
    public ReferenceResolver(IEnumerable<string> paths, string output)
    {
        _output = Path.GetFullPath(output);
        _paths = paths
            .GroupBy(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
    }

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters());

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        if (_open.TryGetValue(name.Name, out var known))
            return known;
        if (!_paths.TryGetValue(name.Name, out var path))
            throw new AssemblyResolutionException(name);

        parameters.AssemblyResolver = this;
        parameters.InMemory = string.Equals(Path.GetFullPath(path), _output, StringComparison.OrdinalIgnoreCase);
        var assembly = AssemblyDefinition.ReadAssembly(path, parameters);
        _open.Add(name.Name, assembly);
        return assembly;
    }

    public void Dispose()
    {
        foreach (var assembly in _open.Values)
            assembly.Dispose();

        _open.Clear();
    }
}
