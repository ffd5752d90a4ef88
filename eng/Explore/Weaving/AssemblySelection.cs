using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Weaver.Explore.Weaving;

/// <summary>Decides which files of a folder are woven.</summary>
/// <param name="include">Patterns of simple names; empty for all.</param>
/// <param name="exclude">Patterns of simple names.</param>
/// <param name="framework">Simple names of the shared framework's assemblies.</param>
internal sealed class AssemblySelection(IReadOnlyList<string> include, IReadOnlyList<string> exclude, IReadOnlySet<string> framework)
{
    private const string Runtime = "Weaver.Runtime";

    /// <summary>Null when the file is woven, else the reason why it is not; an empty reason when it is no assembly at all.</summary>
    public string? Refuse(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (name.EndsWith(".resources", StringComparison.OrdinalIgnoreCase))
            return "";
        if (include.Count > 0 && !Matches(include, name))
            return "not included";
        if (Matches(exclude, name))
            return "excluded";
        if (string.Equals(name, Runtime, StringComparison.OrdinalIgnoreCase))
            return "Weaver's runtime";
        if (include.Count == 0 && name.StartsWith("Weaver.", StringComparison.Ordinal))
            return "belongs to Weaver";
        if (include.Count == 0 && framework.Contains(name))
            return "part of the shared framework";

        return RefuseContent(path);
    }

    private static string? RefuseContent(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new PEReader(file);
        try
        {
            if (!reader.HasMetadata)
                return "";
            if (reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size != 0)
                return "ReadyToRun";
            if ((reader.PEHeaders.CorHeader.Flags & CorFlags.ILOnly) == 0)
                return "native code";

            var metadata = reader.GetMetadataReader();
            if (!metadata.IsAssembly)
                return "";
            if (metadata.GetAssemblyDefinition().GetCustomAttributes().Any(a => IsReferenceMark(metadata, a)))
                return "reference assembly";

            return metadata.MethodDefinitions.Any(m => metadata.GetMethodDefinition(m).RelativeVirtualAddress != 0) ? null : "no method has a body";
        }
        catch (BadImageFormatException)
        {
            return "";
        }
    }

    private static bool IsReferenceMark(MetadataReader metadata, CustomAttributeHandle attribute)
        => metadata.GetCustomAttribute(attribute).Constructor is { Kind: HandleKind.MemberReference } constructor
            && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } type
            && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name) == "ReferenceAssemblyAttribute";

    private static bool Matches(IReadOnlyList<string> patterns, string name) => patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, name));
}
