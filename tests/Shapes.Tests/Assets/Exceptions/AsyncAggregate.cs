// shape: Exceptions through nested async methods and an aggregate
// rows: 36
// probe: Flow::AllAsync
//   entry
//   return
//     all: Task { Status: TaskStatus Faulted, Exception: InvalidOperationException { Message: String "failed 1" } }
//     throws System.AggregateException "One or more errors occurred."
// probe: Flow::FailAsync
//   hits: 2
//   entry
//     number: Int32 1
//   return
//     number: Int32 1
//     @return: Task { Status: TaskStatus Faulted, Exception: InvalidOperationException { Message: String "failed 1" } }
//   entry 2
//     number: Int32 2
//   return 2
//     number: Int32 2
//     @return: Task { Status: TaskStatus Faulted, Exception: InvalidOperationException { Message: String "failed 2" } }

namespace Shapes.AsyncAggregate;

public static class Flow
{
    public static async Task<string> OuterAsync()
    {
        try
        {
            await AllAsync();
            return "none";
        }
        catch (AggregateException e)
        {
            return string.Join(" and ", e.InnerExceptions.Select(i => i.Message));
        }
    }

    public static async Task AllAsync()
    {
        var all = Task.WhenAll(FailAsync(1), FailAsync(2));
        try
        {
            await all;
        }
        catch (InvalidOperationException)
        {
            throw new AggregateException(all.Exception.InnerExceptions);
        }
    }

    private static Task FailAsync(int number)
    {
        return Task.FromException(new InvalidOperationException("failed " + number));
    }
}

public static class Asset
{
    public static string Run() => Flow.OuterAsync().GetAwaiter().GetResult();
}
