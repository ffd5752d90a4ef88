// shape: Async iterator that throws
// rows: 101
// probe: Feed::Items
//   entry
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     good: Int32 2
//   return
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     good: Int32 2
//     throws System.InvalidOperationException "no more"

namespace Shapes.AsyncIteratorThrows;

public class Feed
{
    public async IAsyncEnumerable<int> Items(int good)
    {
        for (var i = 0; i < good; i++)
        {
            await Task.Yield();
            yield return i;
        }

        throw new InvalidOperationException("no more");
    }
}

public static class Asset
{
    public static async Task<string> Run()
    {
        var text = "";
        try
        {
            await foreach (var item in new Feed().Items(2))
                text += item;
        }
        catch (InvalidOperationException e)
        {
            text += e.Message;
        }

        return text;
    }
}
