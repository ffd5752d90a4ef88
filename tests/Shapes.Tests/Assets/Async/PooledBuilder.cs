// shape: async ValueTask with the pooling builder
// probe: Fetcher::FetchAsync
//   hits: 3
//   entry
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 0
//   return
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 0
//     value: Int32 1
//     @return: Int32 1
//   entry 2
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 1
//   return 2
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 1
//     value: Int32 2
//     @return: Int32 2
//   entry 3
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//   return 3
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     value: Int32 3
//     @return: Int32 3

namespace Shapes.PooledBuilder;

public class Fetcher
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> FetchAsync(int start)
    {
        var value = start;
        await Task.Yield();
        value++;
        await Task.Yield();
        return value;
    }
}

public static class Asset
{
    public static string Run() => string.Join(",", Enumerable.Range(0, 3).Select(i => new Fetcher().FetchAsync(i).AsTask().Result));
}
