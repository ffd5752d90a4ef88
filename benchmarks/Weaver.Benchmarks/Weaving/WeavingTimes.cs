using System;
using System.Collections.Generic;
using System.IO;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine;

namespace Weaver.Benchmarks.Weaving;

/// <summary>Times one weave from file to file, and the same without weaving: what Fody's host does by itself.</summary>
/// <remarks>
/// Processor time of the whole process, so the compiler and the collector in the background count and other programs do
/// not. On an idle machine the clock shows somewhat less.
/// </remarks>
internal static class WeavingTimes
{
    public const string Switch = "--weaving-launch";

    /// <summary>One process that does one thing once, as a build does; prints milliseconds.</summary>
    public static void RunCold(string path, string? policy)
    {
        var output = Path.GetTempFileName();
        var references = WeavingSubject.References;
        Console.WriteLine(policy is null ? Host(path, output) : Weave(path, output, Enum.Parse<WeaverPolicy>(policy), references));
        File.Delete(output);
        File.Delete(Path.ChangeExtension(output, ".pdb"));
    }

    public static long Host(string path, string output)
    {
        var start = Environment.CpuUsage.TotalTime;
        var symbols = Path.ChangeExtension(path, ".pdb");
        var reading = new ReaderParameters { InMemory = true };
        if (File.Exists(symbols))
        {
            reading.ReadSymbols = true;
            reading.SymbolReaderProvider = new PortablePdbReaderProvider();
        }

        using var resolver = new GivenAssemblies(WeavingSubject.References);
        reading.AssemblyResolver = resolver;
        using var module = ModuleDefinition.ReadModule(path, reading);
        var writing = new WriterParameters();
        if (module.HasSymbols)
        {
            writing.WriteSymbols = true;
            writing.SymbolWriterProvider = new PortablePdbWriterProvider();
        }

        module.Write(output, writing);
        return (long)(Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    public static long Weave(string path, string output, WeaverPolicy policy, IReadOnlyList<string> references)
    {
        var start = Environment.CpuUsage.TotalTime;
        WeavingEngine.Weave(path, output, new WeaverConfig { Policy = policy }, references);
        return (long)(Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private sealed class GivenAssemblies : BaseAssemblyResolver
    {
        private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, AssemblyDefinition> _open = new(StringComparer.OrdinalIgnoreCase);

        public GivenAssemblies(IEnumerable<string> paths)
        {
            foreach (var path in paths)
                _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        public override AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
        {
            if (_open.TryGetValue(name.Name, out var known))
                return known;
            if (!_paths.TryGetValue(name.Name, out var path))
                throw new AssemblyResolutionException(name);

            parameters.AssemblyResolver = this;
            var assembly = AssemblyDefinition.ReadAssembly(path, parameters);
            _open.Add(name.Name, assembly);
            return assembly;
        }

        protected override void Dispose(bool disposing)
        {
            foreach (var assembly in _open.Values)
                assembly.Dispose();
            base.Dispose(disposing);
        }
    }
}
