using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Weaver.Benchmarks.Sizes;

/// <summary>By what weaving multiplied the parts of an assembly. <see cref="Pdb"/> is null without one beside it.</summary>
internal sealed record PartGrowth(double File, double Metadata, double Il, double? Pdb)
{
    public static PartGrowth Between(string originalPath, string wovenPath)
    {
        var (original, woven) = (Parts(originalPath), Parts(wovenPath));
        return new PartGrowth(
            (double)woven.File / original.File,
            (double)woven.Metadata / original.Metadata,
            (double)woven.Il / original.Il,
            original.Pdb == 0 ? null : (double)woven.Pdb / original.Pdb);
    }

    private static (long File, long Metadata, long Il, long Pdb) Parts(string path)
    {
        using var reader = new PEReader(System.IO.File.OpenRead(path));
        var metadata = reader.GetMetadataReader();
        var il = 0L;
        foreach (var handle in metadata.MethodDefinitions)
        {
            var address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address != 0)
                il += reader.GetMethodBody(address).Size;
        }

        var symbols = new FileInfo(Path.ChangeExtension(path, ".pdb"));
        return (new FileInfo(path).Length, metadata.MetadataLength, il, symbols.Exists ? symbols.Length : 0);
    }
}
