// shape: Rethrow, captured dispatch, filters and await using
// rows: 39
// probe: Mix::RethrowAsync
//   entry
//     log: List`1(0) []
//   return
//     log: List`1(3) [String "inner filter", String "rethrown", String "disposed"]
//     throws System.InvalidOperationException "mixed"
// probe: Mix::Dispatch
//   entry
//     log: List`1(0) []
//   return
//     log: List`1(1) [String "inner filter"]
//     info: ExceptionDispatchInfo { _exception: InvalidOperationException { Message: String "mixed" }, _dispatchState: DispatchState { RemoteStackTrace: String null, IpForWatsonBuckets: UIntPtr 0, WatsonBuckets: ...
//     throws System.InvalidOperationException "mixed"
// probe: Mix::Throw
//   hits: 4
//   entry
//     depth: Int32 0
//   return
//     depth: Int32 0
//     throws System.InvalidOperationException "mixed"
//   entry 2
//     depth: Int32 1
//   return 2
//     depth: Int32 1
//     throws System.InvalidOperationException "mixed"
//   entry 3
//     depth: Int32 2
//   return 3
//     depth: Int32 2
//     throws System.InvalidOperationException "mixed"

namespace Shapes.RethrowMix;

public sealed class Resource(List<string> log) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        log.Add("disposed");
    }
}

public static class Mix
{
    public static async Task<string> RunAsync()
    {
        var log = new List<string>();
        try
        {
            await RethrowAsync(log);
        }
        catch (InvalidOperationException e) when (Note(log, "outer filter"))
        {
            log.Add(Shared.Describe(e));
        }

        return string.Join("; ", log);
    }

    private static async Task RethrowAsync(List<string> log)
    {
        await using var resource = new Resource(log);
        try
        {
            await Task.Yield();
            Dispatch(log);
        }
        catch (InvalidOperationException)
        {
            log.Add("rethrown");
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Dispatch(List<string> log)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo info = null;
        try
        {
            Throw(3);
        }
        catch (InvalidOperationException e) when (Note(log, "inner filter"))
        {
            info = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
        }

        info.Throw();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(int depth)
    {
        if (depth == 0)
            throw new InvalidOperationException("mixed");

        Throw(depth - 1);
    }

    private static bool Note(List<string> log, string text)
    {
        log.Add(text);
        return true;
    }
}

public static class Asset
{
    public static string Run() => Mix.RunAsync().GetAwaiter().GetResult();
}
