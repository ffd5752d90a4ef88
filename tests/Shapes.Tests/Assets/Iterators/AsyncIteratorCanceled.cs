// shape: Async iterator that is canceled
// rows: 101
// probe: Feed::Items
//   entry
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     token: CancellationToken (not captured: redactedIdent)
//   return
//     [Debug] this: Feed
//     [Release] this: Feed (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     token: CancellationToken (not captured: redactedIdent)
//     i: Int32 3
//     throws System.OperationCanceledException "The operation was canceled."

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
