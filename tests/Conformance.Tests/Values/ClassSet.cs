using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Weaver.Tests.Support;

namespace Weaver.Conformance.Tests.Values;

/// <summary>The compiled classes of the cases that can be run together: no two of them give one name to different classes.</summary>
internal sealed class ClassSet : IDisposable
{
    private const string TableName = "WeaverConformanceTypes";

    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
        [.. CompileSource.References.Append(typeof(Traps).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly SortedDictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClassModel> _elsewhere = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _known = new(StringComparer.Ordinal);
    private AssemblyLoadContext? _context;

    /// <summary>Where the classes are loaded; null while they are not.</summary>
    public object? Context => _context;

    /// <summary>Adds what a case needs. False, and nothing added, when a class of that name is here already and differs.</summary>
    public bool TryAdd(CaseClasses needed)
    {
        var here = needed.Classes.Values.Where(c => c.Assemblies.Count == 0).ToDictionary(c => c.Name, ClassSource.Write);
        var elsewhere = needed.Classes.Values.Where(c => c.Assemblies.Count != 0).ToList();
        if (here.Any(c => (_sources.TryGetValue(c.Key, out var other) && other != c.Value) || _elsewhere.ContainsKey(c.Key))
            || elsewhere.Exists(c => _sources.ContainsKey(c.Name) || _elsewhere.ContainsKey(c.Name)))
            return false;

        foreach (var (name, source) in here)
            _sources[name] = source;
        foreach (var model in elsewhere)
            _elsewhere.Add(model.Name, model);

        _types.UnionWith(needed.Types.Where(t => !TypeText.Parse(t).OwnNames().Any(_elsewhere.ContainsKey)));
        return true;
    }

    /// <summary>Compiles and loads. Null, or what the compiler says.</summary>
    public string? Load()
    {
        if (_types.Count == 0 && _elsewhere.Count == 0)
            return null;

        _context = new AssemblyLoadContext("vectors", isCollectible: true);
        var types = _types.ToList();
        var text = new StringBuilder();
        foreach (var source in _sources.Values)
            text.Append(source);

        text.Append("public static class " + TableName + " { public static readonly global::System.Type[] All = {");
        foreach (var type in types)
            text.Append("typeof(" + TypeText.Parse(type).ToCSharp() + "),\n");
        text.Append("}; }\n");

        if (Compile("Vectors", text.ToString(), out var problem) is not { } assembly)
            return problem;

        var all = (Type[])assembly.GetType(TableName)!.GetField("All")!.GetValue(null)!;
        for (var i = 0; i < types.Count; i++)
            _known[types[i]] = all[i];

        foreach (var model in _elsewhere.Values)
        {
            foreach (var name in model.Assemblies)
            {
                if (Compile(name, ClassSource.Write(model), out problem) is not { } other)
                    return problem;

                _known.TryAdd(model.Name, other.GetType(model.Name, throwOnError: true)!);
            }
        }

        return null;
    }

    /// <summary>A type by its name in the vectors.</summary>
    public Type Find(string text)
    {
        if (_known.TryGetValue(text, out var type))
            return type;

        throw new UnsupportedCaseException("the type '" + text + "'");
    }

    /// <summary>The type that carries static fields for themselves.</summary>
    public Type Statics => Find(TypedValue.StaticsClass);

    public void Dispose()
    {
        _known.Clear();
        _context?.Unload();
        _context = null;
    }

    private Assembly? Compile(string name, string source, out string? problem)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))],
            s_references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, nullableContextOptions: NullableContextOptions.Disable));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        if (!result.Success)
        {
            problem = "The classes do not compile: " + string.Join(" ", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
            return null;
        }

        problem = null;
        bytes.Position = 0;
        return _context!.LoadFromStream(bytes);
    }
}
