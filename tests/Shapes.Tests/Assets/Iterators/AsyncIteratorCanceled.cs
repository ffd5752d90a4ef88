// shape: Async iterator that is canceled
// rows: 101
// probe: Feed::Items
//   left out: WVR1027

namespace Shapes.AsyncIteratorCanceled;

public class Feed
{
    public async IAsyncEnumerable<int> Items([EnumeratorCancellation] CancellationToken token = default)
    {
        for (var i = 0; ; i++)
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return i;
        }
    }
}

public static class Asset
{
    public static async Task<string> Run()
    {
        using var source = new CancellationTokenSource();
        var text = "";
        try
        {
            await foreach (var item in new Feed().Items().WithCancellation(source.Token))
            {
                text += item;
                if (item == 2)
                    source.Cancel();
            }
        }
        catch (OperationCanceledException e)
        {
            text += e.GetType().Name;
        }

        return text;
    }
}
