// shape: Async iterator that is disposed early
// rows: 101
// probe: Feed::Items
//   left out: WVR1027
// line: A
//   [Debug] error: No statement that can be probed starts at line 24 of '/src/Shapes.commonDebug/Iterators/AsyncIteratorDisposed.cs'. The nearest lines that can be probed are 32, 33, 34.
//   [Release] error: No statement that can be probed starts at line 24 of '/src/Shapes.commonRelease/Iterators/AsyncIteratorDisposed.cs'. The nearest lines that can be probed are 33, 34, 36.

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
