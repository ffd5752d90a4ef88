// shape: async method of a generic struct
// rows: 65
// probe: Pair`1::JoinAsync
//   entry
//     this: Pair`1 { First: Int32 1, Second: Int32 2 }
//     mark: String "-"
//   return
//     this: Pair`1 { First: Int32 1, Second: Int32 2 }
//     mark: String "-"
//     copy: Pair`1 { First: Int32 1, Second: Int32 2 }
//     @return: String "1-2"

namespace Shapes.AsyncGenericStruct;

public struct Pair<T>
{
    public T First, Second;

    public async Task<string> JoinAsync(string mark)
    {
        var copy = this;
        await Task.Yield();
        return copy.First + mark + copy.Second;
    }
}

public static class Asset
{
    public static string Run() => new Pair<int> { First = 1, Second = 2 }.JoinAsync("-").Result;
}
