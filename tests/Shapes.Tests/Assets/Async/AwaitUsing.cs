// shape: await using and await foreach
// probe: User::UseAsync
//   entry
//     log: List`1(0) []
//   return
//     log: List`1(3) [String "a", String "b", String "disposed"]
//     @return: String "a,b,disposed"
// line: A
//   hits: 2
//   hit
//     log: List`1(0) []
//     item: String "a"
//   hit 2
//     log: List`1(1) [String "a"]
//     item: String "b"

namespace Shapes.AwaitUsing;

public sealed class Resource(List<string> log) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        log.Add("disposed");
    }
}

public static class User
{
    public static async Task<string> UseAsync(List<string> log)
    {
        await using (new Resource(log))
        {
            await foreach (var item in Items())
            {
                log.Add(item); // line A
            }
        }

        return string.Join(",", log);
    }

    private static async IAsyncEnumerable<string> Items()
    {
        yield return "a";
        await Task.Yield();
        yield return "b";
    }
}

public static class Asset
{
    public static string Run() => User.UseAsync([]).Result;
}
