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
}
