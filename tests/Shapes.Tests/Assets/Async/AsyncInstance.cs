// shape: async instance method
// rows: 41
// probe: Store::LoadAsync
//   entry
//     this: Store { _prefix: String "p" }
//     key: Int32 7
//   return
//     this: Store { _prefix: String "p" }
//     key: Int32 7
//     name: String "p7"
//     @return: String "p7!"
// line: A
//   hit
//     this: Store { _prefix: String "p" }
//     key: Int32 7
//     name: String "p7"

namespace Shapes.AsyncInstance;

public class Store
{
    private readonly string _prefix = "p";

    public async Task<string> LoadAsync(int key)
    {
        var name = _prefix + key;
        await Task.Yield();
        return name + "!"; // line A
    }
}

public static class Asset
{
    public static string Run() => new Store().LoadAsync(7).GetAwaiter().GetResult();
}
