using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Orders;

/// <summary>How what goes over the wire is read and written, made by the compiler: a native program has no reflection for it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(string))]
internal sealed partial class OrderJson : JsonSerializerContext;
