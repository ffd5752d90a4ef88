using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;

namespace Weaver.Tests.Support.Decompiling;

/// <summary>
/// Turns every twin of a woven assembly back into C#, and the body it is a copy of too. A decompiler follows the types of
/// every value, so what it cannot follow in a twin, but could in the original, is wrong in the twin.
/// </summary>
internal static class TwinDecompilation
{
    // How the decompiler marks what it cannot make sense of.
    private static readonly string[] s_complaints = ["//IL_", "/*Error", "Error decompiling", "Unknown result type", "Expected O, but got"];

    /// <summary>Decompiles each twin; names in <paramref name="problems"/> those with more complaints than their original.</summary>
    /// <returns>The number of twins.</returns>
    public static int Run(string wovenPath, IEnumerable<string> referenceFolders, ICollection<string> problems, int most = int.MaxValue)
    {
        var settings = new DecompilerSettings { ThrowOnAssemblyResolveErrors = false, LocalFunctions = false, AnonymousMethods = false, AsyncAwait = false, YieldReturn = false };
        using var file = new PEFile(wovenPath);
        var resolver = new UniversalAssemblyResolver(wovenPath, throwOnError: false, file.DetectTargetFrameworkId());
        foreach (var folder in referenceFolders)
            resolver.AddSearchDirectory(folder);

        var decompiler = new CSharpDecompiler(file, resolver, settings);
        var count = 0;
        foreach (var type in file.Metadata.TypeDefinitions.Select(file.Metadata.GetTypeDefinition))
        {
            var methods = type.GetMethods().Select(h => (Handle: h, Name: file.Metadata.GetString(file.Metadata.GetMethodDefinition(h).Name))).ToList();
            foreach (var (twin, name) in methods.Where(m => m.Name.Contains(">g__Probed|", StringComparison.Ordinal)))
            {
                if (count++ >= most)
                    return most;

                var original = methods.Where(m => m.Name == name[1..name.LastIndexOf(">g__Probed|", StringComparison.Ordinal)]).Select(m => m.Handle);
                var complaints = Complaints(decompiler, twin, out var error);
                if (complaints > 0 && complaints > original.Max(o => Complaints(decompiler, o, out _)))
                    problems.Add($"{file.Metadata.GetString(type.Name)}.{name}: {error}");
            }
        }

        return count;
    }

    private static int Complaints(CSharpDecompiler decompiler, MethodDefinitionHandle method, out string first)
    {
        first = "";
        try
        {
            var lines = decompiler.DecompileAsString(method).Split('\n').Where(l => s_complaints.Any(c => l.Contains(c, StringComparison.Ordinal))).ToList();
            first = lines.FirstOrDefault() ?? "";
            return lines.Count;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            first = e.GetType().Name + ": " + e.Message + (e.InnerException == null ? "" : " " + e.InnerException.Message);
            return int.MaxValue;
        }
    }
}
