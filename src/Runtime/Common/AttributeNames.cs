using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;

namespace Weaver.Common;

/// <summary>Tells by its name whether an attribute stands on something.</summary>
/// <remarks>
/// Reflection resolves the type of every attribute that stands beside the one it is asked for. That loads assemblies which the
/// program has not loaded and, where one is missing, calls the program's own handlers; so the metadata is read as it is.
/// Only what was compiled ahead of time, or made at run time, is asked by reflection. Any thread may call.
/// </remarks>
internal static class AttributeNames
{
    // A reader lives as long as its assembly, whose memory it reads.
    private static readonly ConditionalWeakTable<Assembly, MetadataReader> s_readers = [];

    /// <param name="member">A type, field or property.</param>
    /// <param name="space">Namespace of the attribute.</param>
    /// <param name="name">Its name without the namespace.</param>
    /// <returns>Null when it cannot be told.</returns>
    public static bool? Find(MemberInfo member, string space, string name)
    {
        if (member is Type { IsGenericParameter: true } or Type { HasElementType: true })
            return false;

        return ReaderOf(member.Module) is { } reader && member.HasMetadataToken()
            ? Find(reader, member.MetadataToken, space, name)
            : FindByReflection(member.GetCustomAttributesData, space, name);
    }

    /// <inheritdoc cref="Find(MemberInfo, string, string)"/>
    public static bool? Find(ParameterInfo parameter, string space, string name) =>
        ReaderOf(parameter.Member.Module) is { } reader && parameter.Member.HasMetadataToken()
            ? Find(reader, parameter.MetadataToken, space, name)
            : FindByReflection(parameter.GetCustomAttributesData, space, name);

    private static unsafe MetadataReader? ReaderOf(Module module)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled)
            return null;

        var assembly = module.Assembly;
        if (s_readers.TryGetValue(assembly, out var known))
            return known;

        if (module != assembly.ManifestModule || !assembly.TryGetRawMetadata(out var blob, out var length))
            return null;

        var reader = new MetadataReader(blob, length);
        s_readers.TryAdd(assembly, reader);
        return reader;
    }

    private static bool Find(MetadataReader reader, int token, string space, string name)
    {
        // A parameter without a record of its own has no attributes.
        var owner = MetadataTokens.EntityHandle(token);
        if (owner.IsNil || MetadataTokens.GetRowNumber(owner) == 0)
            return false;

        foreach (var handle in reader.GetCustomAttributes(owner))
        {
            if (Is(reader, reader.GetCustomAttribute(handle).Constructor, space, name))
                return true;
        }

        return false;
    }

    private static bool Is(MetadataReader reader, EntityHandle constructor, string space, string name)
    {
        var type = constructor.Kind switch
        {
            HandleKind.MethodDefinition => reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType(),
            HandleKind.MemberReference => reader.GetMemberReference((MemberReferenceHandle)constructor).Parent,
            _ => default,
        };
        switch (type.Kind)
        {
            case HandleKind.TypeDefinition when !type.IsNil:
                var definition = reader.GetTypeDefinition((TypeDefinitionHandle)type);
                return reader.StringComparer.Equals(definition.Name, name) && reader.StringComparer.Equals(definition.Namespace, space);
            case HandleKind.TypeReference:
                var reference = reader.GetTypeReference((TypeReferenceHandle)type);
                return reader.StringComparer.Equals(reference.Name, name) && reader.StringComparer.Equals(reference.Namespace, space);
            default:
                return false;
        }
    }

    private static bool? FindByReflection(Func<IList<CustomAttributeData>> attributes, string space, string name)
    {
        try
        {
            foreach (var attribute in attributes())
            {
                if (attribute.AttributeType.Name == name && attribute.AttributeType.Namespace == space)
                    return true;
            }

            return false;
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            return null;
        }
    }
}
