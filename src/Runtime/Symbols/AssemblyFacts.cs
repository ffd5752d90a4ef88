using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using Weaver.Common;

namespace Weaver.Symbols;

/// <summary>What the metadata of an assembly says of one of its types beyond the manifest.</summary>
/// <param name="Name">Reflection full name.</param>
/// <param name="Base">Full name of the base type; null for none that is worth a word.</param>
/// <param name="Interfaces">Full names of those that it names itself.</param>
/// <param name="Modifiers">Such as <c>public</c> and <c>sealed</c>.</param>
/// <param name="Annotations">Full names of its attributes, without the compiler's.</param>
/// <param name="Fields">Its own, auto-properties under the name of the property.</param>
/// <param name="Methods">By name and number of parameters.</param>
internal sealed record TypeFacts(
    string Name,
    string? Base,
    IReadOnlyList<string> Interfaces,
    IReadOnlyList<string> Modifiers,
    IReadOnlyList<string> Annotations,
    IReadOnlyList<Symbol> Fields,
    ILookup<(string Name, int Parameters), MethodFacts> Methods);

/// <summary>What the metadata says of one method.</summary>
internal sealed record MethodFacts(IReadOnlyList<string> Modifiers, IReadOnlyList<string> Annotations);

/// <summary>
/// The types of an assembly, read from its raw metadata: no type is loaded and no code of the program runs, static
/// constructors and attributes included. Where there is no such metadata, as under NativeAOT, nothing is known; what
/// trimming has removed is missing.
/// </summary>
internal static class AssemblyFacts
{
    /// <summary>The types that somebody wrote, by their reflection names; empty when there is no metadata to read.</summary>
    public static unsafe IReadOnlyDictionary<string, TypeFacts> Read(Assembly? assembly)
    {
        var types = new Dictionary<string, TypeFacts>(StringComparer.Ordinal);
        if (assembly is null || !assembly.TryGetRawMetadata(out var blob, out var length))
            return types;

        try
        {
            var reader = new MetadataReader(blob, length);
            foreach (var handle in reader.TypeDefinitions)
            {
                var name = TypeSpelling.Instance.GetTypeFromDefinition(reader, handle, 0);
                if (!name.Contains('<', StringComparison.Ordinal))
                    types[name] = Read(reader, name, reader.GetTypeDefinition(handle));
            }
        }
        catch (BadImageFormatException e)
        {
            SelfLog.Once("symbolMetadata", "The metadata of a woven assembly cannot be read, so fields and base types are missing from its symbols.", e);
        }

        // The bytes are there as long as the assembly is.
        GC.KeepAlive(assembly);
        return types;
    }

    private static TypeFacts Read(MetadataReader reader, string name, TypeDefinition type)
    {
        var parameters = new TypeParameters(NamesOf(reader, type.GetGenericParameters()), []);
        var ancestor = type.BaseType.IsNil ? null : TypeSpelling.Of(reader, type.BaseType, parameters);
        return new TypeFacts(
            name,
            ancestor is "System.Object" or "System.ValueType" or "System.Enum" or "System.MulticastDelegate" ? null : ancestor,
            [.. type.GetInterfaceImplementations().Select(i => TypeSpelling.Of(reader, reader.GetInterfaceImplementation(i).Interface, parameters))],
            Modifiers.Of(type.Attributes),
            Annotations(reader, type.GetCustomAttributes()),
            [.. type.GetFields().Select(f => ReadField(reader, reader.GetFieldDefinition(f), parameters)).OfType<Symbol>()],
            ReadMethods(reader, type));
    }

    private static Symbol? ReadField(MetadataReader reader, FieldDefinition field, TypeParameters parameters)
    {
        var name = FieldNames.Display(reader.GetString(field.Name));
        if (name is null || field.Attributes.HasFlag(FieldAttributes.Literal))
            return null;

        var kind = field.Attributes.HasFlag(FieldAttributes.Static) ? SymbolKind.StaticField : SymbolKind.Field;
        return new Symbol(kind, name, field.DecodeSignature(TypeSpelling.Instance, parameters), SymbolScope.UnknownStart, Modifiers.Of(field.Attributes));
    }

    private static ILookup<(string Name, int Parameters), MethodFacts> ReadMethods(MetadataReader reader, TypeDefinition type) =>
        type.GetMethods().Select(handle => reader.GetMethodDefinition(handle)).ToLookup(
            method => (reader.GetString(method.Name), CountParameters(reader, method)),
            method => new MethodFacts(Modifiers.Of(method.Attributes), Annotations(reader, method.GetCustomAttributes())));

    // Straight from the signature: rows of parameters may be missing.
    private static int CountParameters(MetadataReader reader, MethodDefinition method)
    {
        var blob = reader.GetBlobReader(method.Signature);
        if (blob.ReadSignatureHeader().IsGeneric)
            blob.ReadCompressedInteger();

        return blob.ReadCompressedInteger();
    }

    private static List<string> Annotations(MetadataReader reader, CustomAttributeHandleCollection attributes)
    {
        var names = new List<string>();
        foreach (var handle in attributes)
        {
            var constructor = reader.GetCustomAttribute(handle).Constructor;
            var owner = constructor.Kind == HandleKind.MemberReference
                ? reader.GetMemberReference((MemberReferenceHandle)constructor).Parent
                : reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType();
            var name = TypeSpelling.Of(reader, owner, new TypeParameters([], []));
            if (name.Length != 0 && !name.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal) && !name.StartsWith("System.Diagnostics.", StringComparison.Ordinal))
                names.Add(name);
        }

        return names;
    }

    private static ImmutableArray<string> NamesOf(MetadataReader reader, GenericParameterHandleCollection parameters) =>
        [.. parameters.Select(handle => reader.GetString(reader.GetGenericParameter(handle).Name))];
}
