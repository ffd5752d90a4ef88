using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Weaver.Engine;

namespace Weaver.Explore.Weaving;

/// <summary>Weaves the assemblies of a folder in place.</summary>
internal static class FolderWeave
{
    private const string Unverified = "WVR1033";

    /// <param name="folder">The copy that is woven.</param>
    /// <param name="runtime">The runtime that woven assemblies refer to.</param>
    /// <param name="options">Which assemblies, and how.</param>
    public static IReadOnlyList<AssemblyFigures> Run(string folder, string runtime, Options options)
    {
        var selection = new AssemblySelection(options.Include, options.Exclude, FrameworkFiles.Names);
        var files = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(static f => Path.GetExtension(f).ToUpperInvariant() is ".DLL" or ".EXE")
            .Order(StringComparer.Ordinal)
            .ToList();

        // What the program brings comes before the framework, as it does when it runs.
        var references = files.Append(runtime).Concat(FrameworkFiles.All).ToList();
        var figures = new List<AssemblyFigures>();
        foreach (var file in files)
        {
            var reason = selection.Refuse(file);
            if (reason is "")
                continue;

            var row = new AssemblyFigures { Name = Path.GetFileNameWithoutExtension(file), File = Path.GetRelativePath(folder, file), Skipped = reason };
            figures.Add(reason is null ? Weave(row with { Version = VersionOf(file) }, file, references, options.Policy) : row);
        }

        return figures;
    }

    private static AssemblyFigures Weave(AssemblyFigures row, string file, IReadOnlyList<string> references, WeaverPolicy policy)
    {
        row = row with { BytesBefore = Length(file), SymbolBytesBefore = SymbolLength(file) };
        var began = Stopwatch.GetTimestamp();
        WeaveResult result;
        try
        {
            result = WeavingEngine.Weave(file, file, new WeaverConfig { Policy = policy }, references);
        }
        catch (WeavingException e)
        {
            return row with { Skipped = e.Message };
        }
        catch (Exception e)
        {
            // A bug of the weaver: what an exploration is for.
            return row with { Failure = e.ToString() };
        }

        return row with
        {
            Time = Stopwatch.GetElapsedTime(began),
            BytesAfter = Length(file),
            SymbolBytesAfter = SymbolLength(file),
            Methods = result.Methods,
            Gated = result.Woven,
            Lines = result.Lines,
            LeftOut = new SortedDictionary<string, int>(result.LeftOut.GroupBy(m => m.RuleId).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal),
            Unverified = [.. result.LeftOut.Where(m => m.RuleId == Unverified).Select(m => $"{m.TypeName}.{m.Name}: {m.Detail}")],
        };
    }

    private static long Length(string file) => new FileInfo(file).Length;

    private static long SymbolLength(string file) => Path.ChangeExtension(file, ".pdb") is var symbols && File.Exists(symbols) ? Length(symbols) : 0;

    private static string VersionOf(string file)
    {
        var info = FileVersionInfo.GetVersionInfo(file);
        var version = info.ProductVersion ?? info.FileVersion ?? "";
        if (version.Length == 0)
        {
            using var reader = new PEReader(File.OpenRead(file));
            return reader.GetMetadataReader().GetAssemblyDefinition().Version.ToString();
        }

        return version.Split('+', ' ')[0];
    }
}
