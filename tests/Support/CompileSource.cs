using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Weaver.Tests.Support;

/// <summary>How an asset is compiled.</summary>
public enum CompileMode
{
    Debug,
    Release,
}

/// <summary>Compiles C# text to an assembly and a portable PDB on disk, as a build would.</summary>
public static class CompileSource
{
    private static readonly Lazy<IReadOnlyList<string>> s_frameworkPaths = new(FindFrameworkReferences);
    private static readonly Lazy<IReadOnlyList<MetadataReference>> s_references = new(() => [.. References.Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Paths of the framework's reference assemblies and of the runtime.</summary>
    public static IReadOnlyList<string> References => s_frameworkPaths.Value;

    /// <summary>Writes <c>name.dll</c> and <c>name.pdb</c> into the folder and returns the path of the assembly.</summary>
    public static string ToAssembly(string folder, string name, string source, CompileMode mode, string fileName = "Asset.cs", bool embeddedPdb = false)
        => ToAssembly(folder, name, [(fileName, source)], mode, embeddedPdb: embeddedPdb);

    /// <summary>Compiles several files into one assembly, as above.</summary>
    /// <param name="folder">Where to write.</param>
    /// <param name="name">Name of the assembly.</param>
    /// <param name="files">Paths below the folder of the sources, and their texts.</param>
    /// <param name="mode">Debug or Release.</param>
    /// <param name="kind">A library, or a program with an entry point.</param>
    /// <param name="features">Names of compiler features that are off by default.</param>
    /// <param name="embeddedPdb">Puts the symbols into the assembly.</param>
    /// <param name="references">Paths of further assemblies that the sources use.</param>
    public static string ToAssembly(
        string folder,
        string name,
        IEnumerable<(string Path, string Text)> files,
        CompileMode mode,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary,
        IEnumerable<string>? features = null,
        bool embeddedPdb = false,
        IEnumerable<string>? references = null)
    {
        Directory.CreateDirectory(folder);
        var parsing = new CSharpParseOptions(LanguageVersion.Preview).WithFeatures((features ?? []).Select(f => KeyValuePair.Create(f, "on")));
        var compilation = CSharpCompilation.Create(
            name,
            files.Select(f => CSharpSyntaxTree.ParseText(SourceText.From(f.Text, Encoding.UTF8), parsing, Path.Combine("/src", name, f.Path))),
            s_references.Value.Concat((references ?? []).Select(path => MetadataReference.CreateFromFile(path))),
            new CSharpCompilationOptions(
                kind,
                optimizationLevel: mode == CompileMode.Debug ? OptimizationLevel.Debug : OptimizationLevel.Release,
                allowUnsafe: true,
                deterministic: true,
                nullableContextOptions: NullableContextOptions.Disable));
        var path = Path.Combine(folder, name + ".dll");
        var symbols = Path.ChangeExtension(path, ".pdb");
        var options = new EmitOptions(
            debugInformationFormat: embeddedPdb ? DebugInformationFormat.Embedded : DebugInformationFormat.PortablePdb,
            pdbFilePath: symbols);
        using var assembly = File.Create(path);
        using var pdb = embeddedPdb ? null : File.Create(symbols);
        var result = compilation.Emit(assembly, pdb, options: options);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException("The asset does not compile:\n" + string.Join('\n', errors));
        }

        return path;
    }

    private static List<string> FindFrameworkReferences()
    {
        // The reference pack lies beside the shared frameworks of the running SDK.
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var pack = Directory.EnumerateDirectories(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"))
            .Where(d => Path.GetFileName(d).StartsWith("10.", StringComparison.Ordinal))
            .OrderByDescending(d => d, StringComparer.Ordinal)
            .First();
        return
        [
            .. Directory.EnumerateFiles(Path.Combine(pack, "ref", "net10.0"), "*.dll"),
            typeof(WeaverDebugger).Assembly.Location,
        ];
    }
}
