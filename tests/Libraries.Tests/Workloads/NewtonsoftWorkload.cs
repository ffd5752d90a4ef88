using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Weaver.Libraries.Tests.Workloads;

/// <summary>Newtonsoft.Json reads, queries, converts and writes dependency files as builds write them.</summary>
public static class NewtonsoftWorkload
{
    public static string Run(string documents)
    {
        var output = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(documents, ".."), "*.json").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path);
            var token = JToken.Parse(text);
            output.AppendLine(token.ToString(Formatting.None));
            foreach (var name in token.SelectTokens("$..dependencies").OfType<JObject>().SelectMany(o => o.Properties()).Select(p => p.Name).Distinct().Take(50))
                output.AppendLine(name);

            var sorted = JsonConvert.DeserializeObject<SortedDictionary<string, object>>(text)!;
            output.AppendLine(JsonConvert.SerializeObject(sorted, Formatting.Indented));
        }

        var settings = new JsonSerializerSettings
        {
            ContractResolver = new CamelCasePropertyNamesContractResolver(),
            TypeNameHandling = TypeNameHandling.Auto,
            SerializationBinder = new ShortNames(),
            PreserveReferencesHandling = PreserveReferencesHandling.Objects,
        };
        var shop = new Shop("Corner", new List<Item> { new Book("A", 1.5m, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc)), new Toy("B", 2m, 7) });
        var json = JsonConvert.SerializeObject(shop, settings);
        output.AppendLine(json);
        var back = JsonConvert.DeserializeObject<Shop>(json, settings)!;
        output.AppendLine(back.ToString()).AppendLine(string.Join(';', back.Items.Select(i => i.ToString())));
        try
        {
            JsonConvert.DeserializeObject<Shop>("{\"items\": [ { \"price\": \"x\" } ] }", settings);
        }
        catch (JsonException e)
        {
            output.AppendLine(e.GetType().Name).AppendLine(e.Message);
        }

        return output.ToString();
    }

    /// <summary>Full names would lead the woven copy to the types of the unwoven one.</summary>
    private sealed class ShortNames : ISerializationBinder
    {
        private static readonly Dictionary<string, Type> s_types = new() { ["book"] = typeof(Book), ["toy"] = typeof(Toy), ["items"] = typeof(List<Item>) };

        public Type BindToType(string? assemblyName, string typeName) => s_types[typeName];

        public void BindToName(Type serializedType, out string? assemblyName, out string? typeName)
        {
            assemblyName = null;
            typeName = s_types.Single(p => p.Value == serializedType).Key;
        }
    }

    public sealed record Shop(string Name, IReadOnlyList<Item> Items);

    public record Item(string Name, decimal Price);

    public sealed record Book(string Name, decimal Price, DateTime Published) : Item(Name, Price);

    public sealed record Toy(string Name, decimal Price, int Age) : Item(Name, Price);
}
