using System;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Weaver.Conformance.Tests.Described;

/// <summary>The cases that are described in words: what each expects, by its id. The tests bring the programs.</summary>
internal static class DescribedCases
{
    private static readonly Lazy<JsonElement> s_all = new(() =>
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "vectors", "described.json"));
        return JsonDocument.Parse(file).RootElement;
    });

    public static JsonElement Expect(string id) => s_all.Value.EnumerateArray().Single(c => c.Text("id") == id).GetProperty("expect");
}
