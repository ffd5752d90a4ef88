// shape: async method that awaits another, both probed
// rows: 44
// probe: Chain::OuterAsync
//   entry
//     this: Chain
//     a: Int32 1
//   return
//     this: Chain
//     a: Int32 1
//     [Debug] inner: Int32 12
//     @return: Int32 24
// probe: Chain::InnerAsync
//   entry
//     [Debug] this: Chain
//     [Release] this: Chain (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     b: Int32 2
//   return
//     [Debug] this: Chain
//     [Release] this: Chain (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     b: Int32 2
//     @return: Int32 12

namespace Shapes.AsyncChain;

public class Chain
{
    public async Task<int> OuterAsync(int a)
    {
        var inner = await InnerAsync(a + 1);
        return inner * 2;
    }

    public async Task<int> InnerAsync(int b)
    {
        await Task.Yield();
        return b + 10;
    }
}

public static class Asset
{
    public static string Run() => new Chain().OuterAsync(1).GetAwaiter().GetResult().ToString();
}
