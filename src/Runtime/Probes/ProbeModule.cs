using System;
using System.Collections.Generic;
using Weaver.Contract;

namespace Weaver.Probes;

/// <summary>One woven module with its manifest, indexed for lookups. Immutable.</summary>
internal sealed class ProbeModule
{
    private readonly Dictionary<string, List<int>> _methodsByType = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<LeftOutMethod>> _leftOutByType = new(StringComparer.Ordinal);

    public ProbeModule(int id, string name, Manifest manifest)
    {
        Id = id;
        Name = name;
        Manifest = manifest;
        for (var i = 0; i < manifest.Methods.Length; i++)
            ListOf(_methodsByType, manifest.Methods[i].TypeName).Add(i);

        foreach (var method in manifest.LeftOut)
            ListOf(_leftOutByType, method.TypeName).Add(method);
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

    /// <summary>Numbers of the gated methods of a type.</summary>
    public IReadOnlyList<int> MethodsOf(string typeName) => _methodsByType.TryGetValue(typeName, out var methods) ? methods : [];

    public IReadOnlyList<LeftOutMethod> LeftOutOf(string typeName) => _leftOutByType.TryGetValue(typeName, out var methods) ? methods : [];

    private static List<T> ListOf<T>(Dictionary<string, List<T>> index, string key)
    {
        if (!index.TryGetValue(key, out var list))
            index.Add(key, list = []);

        return list;
    }
}
