using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>What an assembly on disk says about itself, read by another reader than the weaver's.</summary>
internal sealed class WovenFile : IDisposable
{
    private readonly PEReader _image;
    private readonly MetadataReader _metadata;

    public WovenFile(string path)
    {
        _image = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        _metadata = _image.GetMetadataReader();
    }

    public IReadOnlyList<string> References => [.. _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name)).Order(StringComparer.Ordinal)];

    public byte[] PublicKey => _metadata.GetBlobBytes(_metadata.GetAssemblyDefinition().PublicKey);

    public bool IsWoven => _metadata.TypeDefinitions.Any(handle => _metadata.GetString(_metadata.GetTypeDefinition(handle).Name) == "<WeaverGates>");

    /// <summary>True when native code was made of it, from whatever it held then.</summary>
    public bool IsReadyToRun => _image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;

    public bool IsMarkedSigned => (_image.PEHeaders.CorHeader!.Flags & CorFlags.StrongNameSigned) != 0;

    /// <summary>True when the room for a signature is filled.</summary>
    public bool HasSignature
    {
        get
        {
            var place = _image.PEHeaders.CorHeader!.StrongNameSignatureDirectory;
            return place.Size > 0 && _image.GetSectionData(place.RelativeVirtualAddress).GetContent(0, place.Size).Any(static value => value != 0);
        }
    }

    public bool HasEmbeddedSymbols => _image.ReadDebugDirectory().Any(static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);

    /// <summary>The name by which it refers to its symbols.</summary>
    public string SymbolPath => _image.ReadCodeViewDebugDirectoryData(_image.ReadDebugDirectory().First(static entry => entry.Type == DebugDirectoryEntryType.CodeView)).Path;

    /// <summary>Kinds of custom debug information of a symbol file, for its module and its documents.</summary>
    public static ISet<Guid> DebugInformationOf(string symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(File.ReadAllBytes(symbols)));
        var reader = provider.GetMetadataReader();
        return reader.CustomDebugInformation.Select(handle => reader.GetGuid(reader.GetCustomDebugInformation(handle).Kind)).ToHashSet();
    }

    /// <summary>True when the text stands anywhere in the file.</summary>
    public static bool Mentions(string path, string text) => Encoding.Latin1.GetString(File.ReadAllBytes(path)).Contains(text, StringComparison.Ordinal);

    public void Dispose() => _image.Dispose();
}
