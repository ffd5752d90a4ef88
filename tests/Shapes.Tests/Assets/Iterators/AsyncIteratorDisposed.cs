// shape: Async iterator that is disposed early
// rows: 101
// probe: Feed::Items
//   left out: WVR1027
// line: A
//   error: No statement that can be probed starts

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
