using System.Text.Json;

namespace Weaver.Tests.Support;

/// <summary>Short ways into the JSON of an event.</summary>
internal static class JsonPaths
{
    /// <summary>The element at a path of property names joined by slashes.</summary>
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('/'))
            element = element.GetProperty(name);

        return element;
    }

    public static bool Has(this JsonElement element, string path)
    {
        foreach (var name in path.Split('/'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return false;
        }

        return true;
    }

    public static JsonElement Snapshot(this JsonElement hit) => hit.At("debugger/snapshot");

    public static string? Message(this JsonElement hit) => hit.GetProperty("message").GetString();
}
