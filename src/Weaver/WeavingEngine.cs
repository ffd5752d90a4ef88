using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Manifests;
using Weaver.Engine.Symbols;

namespace Weaver.Engine;

/// <summary>Weaves one assembly. Callable without Fody and without MSBuild; holds no state, so any thread may call.</summary>
public static class WeavingEngine
{
    private const int UsualGrowth = 2;

    /// <summary>Reads an assembly with its symbols, weaves it and writes both beside each other.</summary>
    /// <param name="assemblyPath">The assembly to weave; its portable PDB is found beside it or inside it.</param>
    /// <param name="outputPath">Where to write; may be the same file.</param>
    /// <param name="config">Options.</param>
    /// <param name="references">Paths of the assemblies it refers to, the runtime <c>Weaver.Runtime.dll</c> among them.</param>
    /// <exception cref="WeavingException">The assembly cannot be woven; the message says why and what to do.</exception>
    public static WeaveResult Weave(string assemblyPath, string outputPath, WeaverConfig config, IEnumerable<string> references)
    {
        using var resolver = new ReferenceResolver(references, outputPath);
        using var module = Read(assemblyPath, resolver, out var image);
        using var pause = CollectionPause.TryStart(image.Length);
        var result = Weave(module, config, image);
        try
        {
            Write(module, outputPath, image.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WeavingException($"'{outputPath}' could not be written: {e.Message}", e);
        }

        return result;
    }

    /// <summary>Weaves a module that is already in memory; the caller writes it.</summary>
    /// <param name="module">What is woven.</param>
    /// <param name="config">Options.</param>
    /// <param name="image">The bytes that the module was read from. With them, bodies that stay as they are need not be loaded.</param>
    /// <exception cref="WeavingException">The module cannot be woven.</exception>
    internal static WeaveResult Weave(ModuleDefinition module, WeaverConfig config, byte[]? image = null)
    {
        if (Holder.IsIn(module))
            throw new WeavingException($"'{module.Assembly.Name.Name}' is woven already. Clean the project and build again.");
        if ((module.Attributes & ModuleAttributes.ILOnly) == 0)
            throw new WeavingException($"'{module.Assembly.Name.Name}' holds native code and cannot be woven. Weave its managed parts, or build it without ReadyToRun first.");

        CompilersPdbPath.Keep(module);
        return new ModuleWeave(module, config, image: image).Run();
    }

    private static ModuleDefinition Read(string path, IAssemblyResolver resolver, out byte[] image)
    {
        try
        {
            // Everything is read into memory, so that the output may replace the input.
            image = File.ReadAllBytes(path);
            var bytes = new MemoryStream(image);
            var parameters = new ReaderParameters { AssemblyResolver = resolver, InMemory = true };
            return ReadWithSymbols(path, bytes, parameters);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw new WeavingException($"'{path}' could not be read as a .NET assembly: {e.Message}", e);
        }
    }

    private static ModuleDefinition ReadWithSymbols(string path, MemoryStream bytes, ReaderParameters parameters)
    {
        var symbols = Path.ChangeExtension(path, ".pdb");
        if (File.Exists(symbols) && IsPortable(symbols))
        {
            parameters.ReadSymbols = true;
            parameters.SymbolStream = new MemoryStream(File.ReadAllBytes(symbols));
            parameters.SymbolReaderProvider = new PortablePdbReaderProvider();
            return ModuleDefinition.ReadModule(bytes, parameters);
        }

        var module = ModuleDefinition.ReadModule(bytes, parameters);
        if (module.HasDebugHeader && module.GetDebugHeader().Entries.Any(e => e.Directory.Type == ImageDebugType.EmbeddedPortablePdb))
            module.ReadSymbols(new EmbeddedPortablePdbReaderProvider().GetSymbolReader(module, path));

        return module;
    }

    private static bool IsPortable(string path)
    {
        using var stream = File.OpenRead(path);
        var magic = new byte[4];
        return stream.Read(magic, 0, 4) == 4 && magic[0] == 'B' && magic[1] == 'S' && magic[2] == 'J' && magic[3] == 'B';
    }

    private static void Write(ModuleDefinition module, string path, int size)
    {
        var parameters = new WriterParameters();
        var symbols = new MemoryStream();
        if (module.HasSymbols)
        {
            parameters.WriteSymbols = true;
            if (CompilersPdbPath.IsEmbedded(module))
            {
                parameters.SymbolWriterProvider = CompilersPdbPath.Over(module, new NamedEmbeddedWriterProvider());
            }
            else
            {
                parameters.SymbolWriterProvider = CompilersPdbPath.Over(module, new PortablePdbWriterProvider());
                parameters.SymbolStream = symbols;
            }
        }

        var assembly = new MemoryStream((int)Math.Min((long)size * UsualGrowth, int.MaxValue / 2));
        module.Write(assembly, parameters);
        Write(assembly, path);
        if (symbols.Length > 0)
            Write(symbols, Path.ChangeExtension(path, ".pdb"));
    }

    private static void Write(MemoryStream bytes, string path)
    {
        using var file = File.Create(path);
        bytes.WriteTo(file);
    }

    /// <summary>Cecil wants a file name for symbols that end up inside the assembly, though it writes no such file.</summary>
    private sealed class NamedEmbeddedWriterProvider : ISymbolWriterProvider
    {
        private readonly EmbeddedPortablePdbWriterProvider _embedded = new();

        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName)
            => _embedded.GetSymbolWriter(module, string.IsNullOrEmpty(fileName) ? module.Assembly.Name.Name + ".dll" : fileName);

        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream) => _embedded.GetSymbolWriter(module, symbolStream);
    }
}
