// shape: async void that throws
// probe: Pump::Push
//   entry
//     [Debug] this: Pump
//     [Release] this: Pump (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     text: String "lost"
//   return
//     [Debug] this: Pump
//     [Release] this: Pump (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     text: String "lost"
//     throws System.InvalidOperationException "lost"

namespace Shapes.AsyncVoidThrows;

public class Pump
{
    public async void Push(string text)
    {
        await Task.Yield();
        throw new InvalidOperationException(text);
    }
}

public static class Asset
{
    public static string Run()
    {
        var context = new Catching();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            new Pump().Push("lost");
            context.Over.Wait();
            return context.Message;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Catching : SynchronizationContext
    {
        public readonly ManualResetEventSlim Over = new();

        public string Message = "";

        public override void Post(SendOrPostCallback callback, object state)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                try
                {
                    callback(state);
                }
                catch (InvalidOperationException e)
                {
                    Message = e.Message;
                    Over.Set();
                }
            });
        }
    }
}
