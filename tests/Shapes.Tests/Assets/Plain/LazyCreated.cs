// shape: Field of type Lazy that has its value
// rows: 19
// probe: Cache::Get
//   entry
//     this: Cache { _value: Lazy`1 { IsValueCreated: Boolean True, Value: String "made" } }
//   return
//     this: Cache { _value: Lazy`1 { IsValueCreated: Boolean True, Value: String "made" } }
//     @return: String "made"

namespace Shapes.LazyCreated;

public class Cache
{
    private readonly Lazy<string> _value = new(() => "made");

    public Cache() => _ = _value.Value;

    public string Get() => _value.Value;
}

public static class Asset
{
    public static string Run() => new Cache().Get();
}
