// shape: async static method
// rows: 42
// probe: Store::LoadAsync
//   entry
//     key: Int32 7
//   return
//     key: Int32 7
//     @return: Int32 14

namespace Shapes.AsyncStatic;

public class Store
{
    public static async Task<int> LoadAsync(int key)
    {
        await Task.Yield();
        return key * 2;
    }
}

public static class Asset
{
    public static string Run() => Store.LoadAsync(7).GetAwaiter().GetResult().ToString();
}
