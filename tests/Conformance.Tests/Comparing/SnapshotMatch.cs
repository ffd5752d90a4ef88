using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace Weaver.Conformance.Tests.Comparing;

/// <summary>
/// Compares snapshot JSON. What is expected must be there and equal; nothing else may be, except <c>truncated</c> and
/// <c>size</c>. <c>*</c> stands for anything.
/// </summary>
internal static class SnapshotMatch
{
    private static readonly string[] s_optional = ["truncated", "size"];

    // These speak about a snapshot and do not stand in it.
    private static readonly string[] s_assertions =
    [
        "absent", "absentFields", "contains", "entriesCount", "fieldsCount", "elementsCount", "firstEntries", "firstElements", "hasKeys",
        "valueMaxLength", "valueIs", "getterCalls", "countCalls", "enumeratorCalls", "toStringCalls",
    ];

    /// <summary>Null, or the first difference.</summary>
    /// <param name="actual">What was captured.</param>
    /// <param name="expected">What the case expects.</param>
    /// <param name="isUnordered">Elements and entries may come in any order.</param>
    /// <param name="path">Where in the snapshot, for the message.</param>
    /// <param name="isOpen">Keys that the case does not name may stand at the top.</param>
    public static string? Difference(JsonElement actual, JsonElement expected, bool isUnordered, string path = "", bool isOpen = false)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.String when expected.ValueEquals("*"): return null;
            case JsonValueKind.Object when actual.ValueKind == JsonValueKind.Object: return OfObjects(actual, expected, isUnordered, path, isOpen);
            case JsonValueKind.Array when actual.ValueKind == JsonValueKind.Array: return OfArrays(actual, expected, isUnordered, path);
            case JsonValueKind.Number when actual.ValueKind == JsonValueKind.Number:
                return actual.GetDouble() == expected.GetDouble() ? null : Say(path, actual, expected);
            default:
                return string.Equals(actual.ToString(), expected.ToString(), IsTruth(expected) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
                    ? null
                    : Say(path, actual, expected);
        }
    }

    /// <summary>True for a key that is an assertion about a snapshot.</summary>
    public static bool IsAssertion(string key) => s_assertions.Contains(key, StringComparer.Ordinal);

    private static bool IsTruth(JsonElement json) => json.ToString() is "true" or "True" or "false" or "False" && json.ValueKind != JsonValueKind.String || json.ValueKind == JsonValueKind.String && json.ValueEquals("true");

    private static string? OfObjects(JsonElement actual, JsonElement expected, bool isUnordered, string path, bool isOpen)
    {
        // Named members such as fields may bear any name; only an object that describes a value has assertions.
        var describes = expected.Find("type") is not null || !path.EndsWith("fields", StringComparison.Ordinal);
        foreach (var member in expected.EnumerateObject())
        {
            if (describes && IsAssertion(member.Name))
            {
                if (Assert(actual, member, isUnordered, path) is { } failed)
                    return failed;
                continue;
            }

            if (!actual.TryGetProperty(member.Name, out var value))
                return member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals("absent") ? null : $"{path}.{member.Name} is missing in {actual}";
            if (member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals("absent"))
                return $"{path}.{member.Name} must be missing, but is {value}";
            if (Difference(value, member.Value, isUnordered, path + "." + member.Name) is { } difference)
                return difference;
        }

        // Where an assertion tells only a part, or not even a type, the rest is open.
        if (isOpen || expected.EnumerateObject().Any(m => describes && IsAssertion(m.Name)))
            return null;

        foreach (var member in actual.EnumerateObject())
        {
            var isOptional = s_optional.Contains(member.Name) || (member.Name == "type" && describes);
            if (!expected.TryGetProperty(member.Name, out _) && !isOptional)
                return $"{path}.{member.Name} is not expected, but is {member.Value}";
        }

        return null;
    }

    private static string? OfArrays(JsonElement actual, JsonElement expected, bool isUnordered, string path)
    {
        var (came, wanted) = (actual.EnumerateArray().ToList(), expected.EnumerateArray().ToList());
        if (came.Count != wanted.Count)
            return $"{path} has {came.Count} items in place of {wanted.Count}: {actual}";

        // An entry of a dictionary is a key and a value, and these stay in their order.
        if (!isUnordered || came.Count == 0 || (came.Count == 2 && path.EndsWith(']')))
        {
            for (var i = 0; i < came.Count; i++)
            {
                if (Difference(came[i], wanted[i], isUnordered, path + "[" + i.ToString(CultureInfo.InvariantCulture) + "]") is { } difference)
                    return difference;
            }

            return null;
        }

        foreach (var item in wanted)
        {
            var found = came.FindIndex(c => Difference(c, item, isUnordered, path + "[]") is null);
            if (found < 0)
                return $"{path} lacks {item}: {actual}";
            came.RemoveAt(found);
        }

        return null;
    }

    private static string? Assert(JsonElement actual, JsonProperty assertion, bool isUnordered, string path)
    {
        var wanted = assertion.Value;
        var holds = assertion.Name switch
        {
            "absent" => NamesIn(wanted).All(n => actual.Find(n) is null),
            "absentFields" => NamesIn(wanted).All(n => actual.Find("fields")?.Find(n) is null),
            "hasKeys" => NamesIn(wanted).All(n => actual.Find(n) is not null),
            "contains" => Parts(actual).Any(p => IsPartOf(p, wanted)),
            "entriesCount" => actual.Items("entries").Count() == wanted.GetInt32(),
            "elementsCount" => actual.Items("elements").Count() == wanted.GetInt32(),
            "fieldsCount" => actual.Members("fields").Count() == wanted.GetInt32(),
            "firstEntries" => FirstAgree(actual.Items("entries"), wanted, isUnordered),
            "firstElements" => FirstAgree(actual.Items("elements"), wanted, isUnordered),
            "valueMaxLength" => actual.Text("value") is { } text && text.Length <= wanted.GetInt32(),
            // A wish in words about the text of a value, or calls that were counted: both are checked by the caller.
            _ => true,
        };
        return holds ? null : $"{path} does not meet {assertion.Name} {wanted}: {actual}";
    }

    private static IEnumerable<string> NamesIn(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().Select(n => n.GetString()!) : [json.GetString()!];

    private static bool FirstAgree(IEnumerable<JsonElement> actual, JsonElement wanted, bool isUnordered) =>
        actual.Zip(wanted.EnumerateArray()).Count(p => Difference(p.First, p.Second, isUnordered, "[]") is null) == wanted.GetArrayLength();

    private static bool IsPartOf(JsonElement part, JsonElement wanted) =>
        wanted.ValueKind == JsonValueKind.Object
            ? part.ValueKind == JsonValueKind.Object && wanted.EnumerateObject().All(m => part.Find(m.Name) is { } value && Difference(value, m.Value, false) is null)
            : part.ToString() == wanted.ToString();

    private static IEnumerable<JsonElement> Parts(JsonElement json)
    {
        yield return json;
        var inner = json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().Select(m => m.Value),
            JsonValueKind.Array => json.EnumerateArray(),
            _ => Enumerable.Empty<JsonElement>(),
        };
        foreach (var part in inner.SelectMany(Parts))
            yield return part;
    }

    private static string Say(string path, JsonElement actual, JsonElement expected) => $"{path} is {actual} in place of {expected}";
}
