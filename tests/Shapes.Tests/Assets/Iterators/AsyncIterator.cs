// shape: Async iterator
// rows: 101
// probe: Feed::Items
//   left out: WVR1027
// line: A
//   error: No statement that can be probed starts

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
