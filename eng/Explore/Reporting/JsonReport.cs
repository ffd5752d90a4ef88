using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weaver.Explore.Reporting;

/// <summary>Everything that was found, for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(string path, Exploration exploration) => File.WriteAllText(path, JsonSerializer.Serialize(exploration, s_options));
}
