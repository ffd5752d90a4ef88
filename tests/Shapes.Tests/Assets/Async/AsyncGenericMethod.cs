// shape: async generic method
// rows: 63, 64
// probe: Picker::PickAsync
//   hits: 2
//   entry
//     [Debug] this: Picker
//     [Release] this: Picker (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     items: List`1(2) [Int32 1, Int32 2]
//     index: Int32 1
//   return
//     [Debug] this: Picker
//     [Release] this: Picker (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     items: List`1(2) [Int32 1, Int32 2]
//     index: Int32 1
//     [Debug] picked: Int32 2
//     @return: Int32 2
//   entry 2
//     [Debug] this: Picker
//     [Release] this: Picker (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     items: List`1(1) [String "x"]
//     index: Int32 0
//   return 2
//     [Debug] this: Picker
//     [Release] this: Picker (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     items: List`1(1) [String "x"]
//     index: Int32 0
//     [Debug] picked: String "x"
//     @return: String "x"
// line: A
//   hits: 2
//   hit
//     [Debug] this: Picker
//     [Release] this: Picker (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     items: List`1(2) [Int32 1, Int32 2]
//     index: Int32 1
//     [Debug] picked: Int32 2
//   hit 2
//     [Debug] this: Picker
//     [Release] this: Picker (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     items: List`1(1) [String "x"]
//     index: Int32 0
//     [Debug] picked: String "x"

namespace Shapes.AsyncGenericMethod;

public class Picker
{
    public async Task<T> PickAsync<T>(List<T> items, int index)
    {
        await Task.Yield();
        var picked = items[index];
        return picked; // line A
    }
}

public static class Asset
{
    public static string Run() => new Picker().PickAsync([1, 2], 1).Result + new Picker().PickAsync(["x"], 0).Result;
}
