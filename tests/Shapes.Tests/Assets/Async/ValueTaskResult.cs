// shape: async ValueTask, completed at once and later
// probe: Fetcher::FetchAsync
//   hits: 2
//   entry
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     wait: Boolean False
//   return
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     wait: Boolean False
//     value: Int32 1
//     @return: Int32 1
//   entry 2
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     wait: Boolean True
//   return 2
//     [Debug] this: Fetcher
//     [Release] this: Fetcher (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     wait: Boolean True
//     value: Int32 2
//     @return: Int32 2

namespace Shapes.ValueTaskResult;

public class Fetcher
{
    public async ValueTask<int> FetchAsync(bool wait)
    {
        var value = 1;
        if (wait)
        {
            await Task.Yield();
            value++;
        }

        return value;
    }
}

public static class Asset
{
    public static string Run() => new Fetcher().FetchAsync(false).AsTask().Result + "," + new Fetcher().FetchAsync(true).AsTask().Result;
}
