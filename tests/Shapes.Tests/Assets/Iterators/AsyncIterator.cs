// shape: Async iterator
// rows: 101
// probe: Feed::Items
//   entry
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     count: Int32 3
//   return
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     count: Int32 3
// line: A
//   hits: 3
//   hit
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     count: Int32 3
//     i: Int32 0
//   hit 2
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     count: Int32 3
//     i: Int32 1
//   hit 3
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     count: Int32 3
//     i: Int32 2

namespace Shapes.AsyncIterator;

public class Feed
{
    public async IAsyncEnumerable<int> Items(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i * 10; // line A
        }
    }
}

public static class Asset
{
    public static async Task<string> Run()
    {
        var text = "";
        await foreach (var item in new Feed().Items(3))
            text += item + ";";

        return text;
    }
}
