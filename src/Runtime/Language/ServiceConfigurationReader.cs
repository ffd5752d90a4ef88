using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Reads a service configuration.</summary>
internal static class ServiceConfigurationReader
{
    public static ServiceConfiguration Read(JsonNode entry, ProbeHeader header)
    {
        double? rate = null;
        if (entry.Find("sampling") is { Kind: JsonKind.Object } sampling && JsonFields.Number(sampling, "snapshotsPerSecond") is double given)
            rate = Math.Max(0, Math.Truncate(given));

        return new ServiceConfiguration(header, rate, ReadList(entry, "allowList", "allow"), ReadList(entry, "denyList", "deny"));
    }

    private static TypeList ReadList(JsonNode entry, string name, string otherName)
    {
        var list = entry.Find(name) ?? entry.Find(otherName);
        if (list is null || list.IsNull)
            return TypeList.Empty;

        if (list.Kind != JsonKind.Object)
            throw JsonFields.Wrong(list, name, "an object with packagePrefixes and classes");

        return new TypeList(Named(JsonFields.Texts(list, "packagePrefixes")), Named(JsonFields.Texts(list, "classes")));
    }

    private static List<string> Named(IReadOnlyList<string> names)
    {
        var named = new List<string>();
        foreach (var name in names)
        {
            if (name.Trim().Length != 0)
                named.Add(name.Trim());
        }

        return named;
    }
}
