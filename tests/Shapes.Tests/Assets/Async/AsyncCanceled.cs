// shape: async method that is canceled
// probe: Waiter::WaitAsync
//   entry
//     [Debug] this: Waiter
//     [Release] this: Waiter (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 1
//     token: CancellationToken (not captured: redactedIdent)
//   return
//     [Debug] this: Waiter
//     [Release] this: Waiter (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 1
//     token: CancellationToken (not captured: redactedIdent)
//     waited: Int32 2
//     throws System.OperationCanceledException "The operation was canceled."

namespace Shapes.AsyncCanceled;

public class Waiter
{
    public async Task<int> WaitAsync(int start, CancellationToken token)
    {
        var waited = start + 1;
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        return waited;
    }
}

public static class Asset
{
    public static string Run()
    {
        var task = new Waiter().WaitAsync(1, new CancellationToken(true));
        ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        return task.Status.ToString();
    }
}
