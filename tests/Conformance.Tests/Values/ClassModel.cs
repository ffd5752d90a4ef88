using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Weaver.Conformance.Tests.Values;

/// <summary>A class that a case describes, gathered from all the objects of it that the case holds.</summary>
internal sealed class ClassModel(string name)
{
    public string Name { get; } = name;

    /// <summary>class, struct, record, recordStruct, interface, enum, exception or collection.</summary>
    public string Kind { get; set; } = "class";

    public string? Base { get; set; }

    /// <summary>Interfaces that variables of the class are declared with.</summary>
    public SortedSet<string> Interfaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Names and types of the fields in the order of their declaration.</summary>
    public List<(string Name, string Type)> Fields { get; } = [];

    public HashSet<string> AutoProperties { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Private { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Computed { get; } = new(StringComparer.Ordinal);

    /// <summary>Names and descriptions of static members.</summary>
    public Dictionary<string, string> Statics { get; } = new(StringComparer.Ordinal);

    /// <summary>Static fields without an initializer, by name and type.</summary>
    public Dictionary<string, string> PlainStatics { get; } = new(StringComparer.Ordinal);

    public bool? HasTypeInitializer { get; set; }

    /// <summary>Of an enum the members, of a collection the type of its items.</summary>
    public List<string> Extras { get; } = [];

    /// <summary>Assemblies that each have the class; empty for the one of the case.</summary>
    public IReadOnlyList<string> Assemblies { get; set; } = [];

    public void Merge(JsonElement described)
    {
        Kind = described.Text("kind") ?? Kind;
        Base = described.Text("base") ?? Base;
        Assemblies = described.Texts("definedIn") is { Count: > 0 } given ? given : Assemblies;
        AutoProperties.UnionWith(described.Texts("autoProperties"));
        Private.UnionWith(described.Texts("private"));
        Computed.UnionWith(described.Texts("computedProperties"));
        if (described.Find("hasTypeInitializer") is { ValueKind: JsonValueKind.True or JsonValueKind.False } given2)
            HasTypeInitializer = given2.GetBoolean();

        foreach (var member in described.Members("statics"))
            Statics.TryAdd(member.Name, member.Value.GetString() ?? "");
    }

    public void AddField(string name, string type, bool isCertain)
    {
        var index = Fields.FindIndex(f => f.Name == name);
        if (index < 0)
            Fields.Add((name, type));
        else if (isCertain && Fields[index].Type == "object")
            Fields[index] = (name, type);
    }

    /// <summary>
    /// Leaves to the base class what is the base class's. One that is known by its name only has all that the objects of
    /// the derived class have: whatever the case asks for, it asks for an inherited member.
    /// </summary>
    public void Inherit(ClassModel from)
    {
        if (from.Fields.Count == 0 && from.Statics.Count == 0)
        {
            from.Fields.AddRange(Fields);
            from.AutoProperties.UnionWith(AutoProperties);
            from.Private.UnionWith(Private);
            foreach (var (name, text) in Statics)
                from.Statics.Add(name, text);
        }

        Fields.RemoveAll(f => from.Fields.Any(b => b.Name == f.Name));
        AutoProperties.ExceptWith(from.AutoProperties);
        foreach (var name in from.Statics.Keys)
            Statics.Remove(name);
    }
}
