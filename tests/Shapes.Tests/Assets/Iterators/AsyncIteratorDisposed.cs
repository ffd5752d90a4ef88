// shape: Async iterator that is disposed early
// rows: 101
// probe: Feed::Items
//   entry
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     log: List`1(0) []
//   return
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     log: List`1(2) [String "1", String "finally"]
// line: A
//   hit
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     log: List`1(1) [String "1"]

namespace Shapes.AsyncIteratorDisposed;

public class Feed
{
    public async IAsyncEnumerable<int> Items(List<string> log)
    {
        try
        {
            await Task.Yield();
            yield return 1;
            yield return 2;
        }
        finally
        {
            await Task.Yield();
            log.Add("finally"); // line A
        }
    }
}

public static class Asset
{
    public static async Task<string> Run()
    {
        var log = new List<string>();
        await foreach (var item in new Feed().Items(log))
        {
            log.Add(item.ToString());
            break;
        }

        return string.Join(",", log);
    }
}
