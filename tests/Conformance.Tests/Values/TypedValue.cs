using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Weaver.Conformance.Tests.Values;

/// <summary>What a typed value of the vectors says of its own type.</summary>
internal static class TypedValue
{
    /// <summary>The class that carries static fields for themselves.</summary>
    public const string StaticsClass = "Statics";

    private static readonly HashSet<string> s_scalars = new(StringComparer.Ordinal)
    {
        "int", "long", "byte", "sbyte", "short", "ushort", "uint", "ulong", "double", "float", "decimal", "bool", "char", "string",
        "guid", "datetime", "datetimeoffset", "timespan", "dateonly", "timeonly", "intptr", "uintptr", "type", "stringbuilder",
        "uri", "version", "half",
    };

    private static readonly HashSet<string> s_listLike = new(StringComparer.Ordinal)
    {
        "list", "hashset", "queue", "stack", "linkedlist", "sortedset", "concurrentqueue", "concurrentstack", "concurrentbag", "blockingcollection",
    };

    private static readonly HashSet<string> s_dictionaryLike = new(StringComparer.Ordinal)
    {
        "dict", "dictionary", "sorteddictionary", "concurrentdictionary", "genericsortedlist",
    };

    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal)
    {
        "null", "array", "arraylist", "hashtable", "sortedlist", "object", "exception", "enum", "iterator", "lazySelect", "lazyRange",
        "arraySegment", "ref", "customICollection", "filterResult", "lazy", "task", "statics", "tuple", "nullable",
    };

    /// <summary>True for JSON that describes a value.</summary>
    public static bool IsOne(JsonElement json) => json.Text("type") is { } type && IsKnown(Name(type));

    /// <summary>The kind of value, without the type arguments that may stand behind it.</summary>
    public static string Name(string type) => type.IndexOf('<', StringComparison.Ordinal) is var end and > 0 ? type[..end] : type;

    public static bool IsScalar(string name) => s_scalars.Contains(name);

    public static bool IsListLike(string name) => s_listLike.Contains(name);

    public static bool IsDictionaryLike(string name) => s_dictionaryLike.Contains(name);

    /// <summary>The type that a field or variable holding the value is declared with.</summary>
    public static string StaticType(JsonElement json) => json.Text("declared") ?? OwnType(json);

    /// <summary>The type that the value itself has.</summary>
    public static string OwnType(JsonElement json)
    {
        var type = json.Text("type") ?? "object";
        var name = Name(type);
        if (name != type)
            return type;
        if (IsScalar(name))
            return name;
        if (IsListLike(name))
            return json.Text("elementType") is null && name is "queue" or "stack" && json.Find("items") is null ? name : name + "<" + ElementType(json) + ">";
        if (IsDictionaryLike(name))
            return name + "<" + KeyType(json) + "," + ValueType(json) + ">";

        return name switch
        {
            "array" => ElementType(json) + "[]",
            "arraylist" or "hashtable" or "sortedlist" => name,
            "object" or "exception" or "enum" or "customICollection" => json.Text("class") ?? "object",
            "iterator" or "lazySelect" => "IEnumerable<" + ElementType(json) + ">",
            "lazyRange" => "IEnumerable<int>",
            "arraySegment" => "ArraySegment<" + ElementType(json) + ">",
            "lazy" => "Lazy<" + (json.Text("elementType") ?? (json.Find("value") is { } made ? PlainType(made) : "string")) + ">",
            _ => "object",
        };
    }

    // A value may stand plain where its type is plain to see.
    private static string PlainType(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => OwnType(json),
        JsonValueKind.Number => "int",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "string",
    };

    public static string ElementType(JsonElement json)
    {
        if (json.Text("elementType") is { } given)
            return given;
        if (Arguments(json) is [var only])
            return only;
        if (json.Find("range") is not null)
            return "int";

        return Common(json.Items("items"));
    }

    public static string KeyType(JsonElement json) => json.Text("keyType") ?? (Arguments(json) is [var key, _] ? key
        : json.Find("rangeEntries") is not null ? "int" : Common(json.Items("entries").Select(e => e[0])));

    public static string ValueType(JsonElement json) => json.Text("valueType") ?? (Arguments(json) is [_, var value] ? value
        : json.Find("rangeEntries") is not null ? "int" : Common(json.Items("entries").Select(e => e[1])));

    private static string Common(IEnumerable<JsonElement> values)
    {
        var types = values.Select(OwnType).Distinct(StringComparer.Ordinal).Take(2).ToList();
        return types.Count == 1 ? types[0] : "object";
    }

    private static string[] Arguments(JsonElement json)
    {
        var type = json.Text("type")!;
        var start = type.IndexOf('<', StringComparison.Ordinal);
        return start < 0 ? [] : [.. TypeText.Parse(type).Arguments.Select(Show)];
    }

    private static string Show(TypeText type) =>
        type.Name + (type.Arguments.Count == 0 ? "" : "<" + string.Join(",", type.Arguments.Select(Show)) + ">") + type.Suffix;

    private static bool IsKnown(string name) => IsScalar(name) || IsListLike(name) || IsDictionaryLike(name) || s_others.Contains(name);
}
