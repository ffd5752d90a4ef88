// shape: Field of type Lazy that has no value yet
// rows: 20
// note: the value is not made by looking
// probe: Cache::Ask
//   hits: 2
//   entry
//     this: Cache { _value: Lazy`1 { IsValueCreated: Boolean False } }
//   return
//     this: Cache { _value: Lazy`1 { IsValueCreated: Boolean False } }
//     @return: Boolean False
//   entry 2
//     this: Cache { _value: Lazy`1 { IsValueCreated: Boolean False } }
//   return 2
//     this: Cache { _value: Lazy`1 { IsValueCreated: Boolean False } }
//     @return: Boolean False

namespace Shapes.LazyNotCreated;

public class Cache
{
    private readonly Lazy<string> _value = new(() => "made");

    public bool Ask() => _value.IsValueCreated;
}

public static class Asset
{
    public static string Run()
    {
        var cache = new Cache();
        return cache.Ask().ToString() + cache.Ask();
    }
}
