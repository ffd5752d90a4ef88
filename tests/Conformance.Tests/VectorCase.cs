using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Weaver.Conformance.Tests;

/// <summary>One case of a file of vectors.</summary>
internal sealed class VectorCase(JsonElement json)
{
    private static readonly string[] s_about = ["id", "source", "basis", "note", "differs", "expect", "mode", "kind"];

    public JsonElement Json { get; } = json;

    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>The key <c>kind</c> or, of expressions, <c>mode</c>.</summary>
    public string Kind => (Json.Find("kind") ?? Json.Find("mode"))?.GetString() ?? "";

    public JsonElement Expect => Json.GetProperty("expect");

    /// <summary>Refuses the case when it has a key that the runner would not look at.</summary>
    public void AllowKeys(params IEnumerable<string> keys) => Json.AllowKeys("the case", [.. keys, .. s_about]);
}

/// <summary>Questions asked of JSON again and again.</summary>
internal static class Json
{
    /// <summary>The member of an object, or null when it has none of this name or is no object.</summary>
    public static JsonElement? Find(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    public static bool IsNull(this JsonElement json) => json.ValueKind == JsonValueKind.Null;

    public static string? Text(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool Flag(this JsonElement json, string name) => json.Find(name) is { ValueKind: JsonValueKind.True };

    public static IReadOnlyList<string> Texts(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(t => t.GetString() ?? "")] : [];

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];

    /// <summary>Refuses the case when an object has a key that the runner would not look at.</summary>
    public static void AllowKeys(this JsonElement json, string where, IEnumerable<string> keys)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return;

        var known = keys.ToHashSet();
        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                throw new UnsupportedCaseException($"the key '{member.Name}' of {where}");
        }
    }
}
