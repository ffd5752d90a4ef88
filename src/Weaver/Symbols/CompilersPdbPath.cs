using System;
using System.IO;
using System.Linq;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Symbols;

/// <summary>
/// Keeps the name by which the compiler made an assembly refer to its symbol file. Written anew it would be the full path
/// of the intermediate folder: other bytes in every folder, in spite of <c>PathMap</c>.
/// </summary>
internal static class CompilersPdbPath
{
    // Signature, id of the symbols, age; then the path in UTF-8 up to a zero.
    private const int PathOffset = 4 + 16 + 4;
    private const int Signature = 0x53445352;

    /// <summary>From now on the module writes its symbols under the name that it was read with.</summary>
    public static void Keep(ModuleDefinition module)
    {
        if (module.SymbolReader is { } reader and not Reader && Find(module) is { } path)
            module.ReadSymbols(new Reader(reader, path));
    }

    /// <summary>Whether the symbols were found inside the assembly.</summary>
    public static bool IsEmbedded(ModuleDefinition module)
        => (module.SymbolReader is Reader reader ? reader.Inner : module.SymbolReader) is EmbeddedPortablePdbReader;

    /// <summary>A provider for symbols whose file name is not that of a file; keeps the name as <see cref="Keep"/> said.</summary>
    public static ISymbolWriterProvider Over(ModuleDefinition module, ISymbolWriterProvider provider)
        => module.SymbolReader is Reader reader ? new WriterProvider(provider, reader.Path) : provider;

    private static byte[]? Find(ModuleDefinition module)
        => module.HasDebugHeader ? module.GetDebugHeader().Entries.Where(IsCodeView).Select(static e => PathOf(e.Data)).FirstOrDefault() : null;

    private static bool IsCodeView(ImageDebugHeaderEntry entry)
        => entry.Directory.Type == ImageDebugType.CodeView && entry.Data.Length > PathOffset && BitConverter.ToInt32(entry.Data, 0) == Signature;

    private static byte[] PathOf(byte[] data)
    {
        var end = Array.IndexOf(data, (byte)0, PathOffset);
        return data.Skip(PathOffset).Take((end < 0 ? data.Length : end) - PathOffset).ToArray();
    }

    private static ImageDebugHeader Replace(ImageDebugHeader header, byte[] path)
        => new(header.Entries.Select(entry => IsCodeView(entry) ? Replace(entry, path) : entry).ToArray());

    private static ImageDebugHeaderEntry Replace(ImageDebugHeaderEntry entry, byte[] path)
    {
        var data = entry.Data.Take(PathOffset).Concat(path).Concat(new byte[1]).ToArray();
        var directory = entry.Directory;
        directory.SizeOfData = data.Length;
        return new ImageDebugHeaderEntry(directory, data);
    }

    private sealed class Reader(ISymbolReader inner, byte[] path) : ISymbolReader
    {
        public ISymbolReader Inner => inner;

        public byte[] Path => path;

        public ISymbolWriterProvider GetWriterProvider() => new WriterProvider(inner.GetWriterProvider(), path);

        public bool ProcessDebugHeader(ImageDebugHeader header) => inner.ProcessDebugHeader(header);

        public MethodDebugInformation Read(MethodDefinition method) => inner.Read(method);

        public Mono.Collections.Generic.Collection<CustomDebugInformation> Read(ICustomDebugInformationProvider provider) => inner.Read(provider);

        public void Dispose() => inner.Dispose();
    }

    private sealed class WriterProvider(ISymbolWriterProvider inner, byte[] path) : ISymbolWriterProvider
    {
        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, string fileName) => new Writer(inner.GetSymbolWriter(module, fileName), path);

        public ISymbolWriter GetSymbolWriter(ModuleDefinition module, Stream symbolStream) => new Writer(inner.GetSymbolWriter(module, symbolStream), path);
    }

    private sealed class Writer(ISymbolWriter inner, byte[] path) : ISymbolWriter
    {
        public ISymbolReaderProvider GetReaderProvider() => inner.GetReaderProvider();

        public ImageDebugHeader GetDebugHeader() => Replace(inner.GetDebugHeader(), path);

        public void Write(MethodDebugInformation info) => inner.Write(info);

        public void Write(ICustomDebugInformationProvider provider) => inner.Write(provider);

        public void Write() => inner.Write();

        public void Dispose() => inner.Dispose();
    }
}
