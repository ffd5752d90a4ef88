using System;
using System.Collections.Generic;
using Weaver.Contract;

namespace Weaver.Probes;

/// <summary>One woven module with its manifest, indexed for lookups. Immutable.</summary>
internal sealed class ProbeModule
{
    private readonly Dictionary<string, List<int>> _methodsByType = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<LeftOutMethod>> _leftOutByType = new(StringComparer.Ordinal);

    // Thousands of probes may be resolved in one go: none of them looks at every type, document or method.
    private readonly Dictionary<string, List<string>> _typesBySimpleName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _documentsByFileName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, List<int>> _methodsByDocument = [];

    public ProbeModule(int id, string name, Manifest manifest)
    {
        Id = id;
        Name = name;
        Manifest = manifest;
        for (var i = 0; i < manifest.Methods.Length; i++)
        {
            ListOf(_methodsByType, manifest.Methods[i].TypeName).Add(i);
            ListOf(_methodsByDocument, manifest.Methods[i].Document).Add(i);
        }

        foreach (var method in manifest.LeftOut)
            ListOf(_leftOutByType, method.TypeName).Add(method);
        foreach (var type in TypeNames)
            ListOf(_typesBySimpleName, SimpleName(type)).Add(type);
        foreach (var document in manifest.Documents)
            ListOf(_documentsByFileName, SourcePaths.FileName(document)).Add(document);
    }

    public ProbeModule(int id, string name, string error)
        : this(id, name, new Manifest()) => Error = error;

    /// <summary>The number under which the module registered its gates.</summary>
    public int Id { get; }

    public string Name { get; }

    public Manifest Manifest { get; }

    /// <summary>Why nothing in this module can be probed, or null.</summary>
    public string? Error { get; }

    /// <summary>Full names of the types that have at least one method, gated or left out.</summary>
    public IEnumerable<string> TypeNames
    {
        get
        {
            foreach (var name in _methodsByType.Keys)
                yield return name;

            foreach (var name in _leftOutByType.Keys)
            {
                if (!_methodsByType.ContainsKey(name))
                    yield return name;
            }
        }
    }

    /// <summary>Full names of the types that a probe's type name means.</summary>
    public List<string> TypesMatching(string wanted) =>
        _typesBySimpleName.TryGetValue(SimpleName(wanted), out var types) ? Probes.TypeNames.Matching(types, wanted) : [];

    /// <summary>The documents of that file name, in whatever folder.</summary>
    public IReadOnlyList<string> DocumentsNamed(string path) => _documentsByFileName.TryGetValue(SourcePaths.FileName(path), out var documents) ? documents : [];

    /// <summary>Numbers of the gated methods of a document, by its index.</summary>
    public IReadOnlyList<int> MethodsIn(int document) => _methodsByDocument.TryGetValue(document, out var methods) ? methods : [];

    /// <summary>Numbers of the gated methods of a type.</summary>
    public IReadOnlyList<int> MethodsOf(string typeName) => _methodsByType.TryGetValue(typeName, out var methods) ? methods : [];

    public IReadOnlyList<LeftOutMethod> LeftOutOf(string typeName) => _leftOutByType.TryGetValue(typeName, out var methods) ? methods : [];

    private static string SimpleName(string type) => Probes.TypeNames.Simple(Probes.TypeNames.StripArity(type));

    private static List<T> ListOf<TKey, T>(Dictionary<TKey, List<T>> index, TKey key)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
            index.Add(key, list = []);

        return list;
    }
}
