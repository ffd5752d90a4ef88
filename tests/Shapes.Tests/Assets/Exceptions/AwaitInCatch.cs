// shape: await in catch and in finally, with a rethrow
// probe: Saver::SaveAsync
//   entry
//     log: List`1(0) []
//     text: String "x"
//   return
//     log: List`1(2) [String "caught", String "finally"]
//     text: String "x"
//     throws System.FormatException "The input string 'x' was not in a correct format."
// line: A
//   hit
//     log: List`1(0) []
//     text: String "x"
//     [Debug] e: FormatException { Message: String "The input string 'x' was not in a correct format." }
// line: B
//   hit
//     log: List`1(1) [String "caught"]
//     text: String "x"

namespace Shapes.AwaitInCatch;

public static class Saver
{
    public static async Task<string> RunAsync()
    {
        var log = new List<string>();
        try
        {
            await SaveAsync(log, "x");
        }
        catch (FormatException e)
        {
            log.Add(e.GetType().Name);
        }

        return string.Join(",", log);
    }

    public static async Task SaveAsync(List<string> log, string text)
    {
        try
        {
            log.Add(int.Parse(text).ToString());
        }
        catch (FormatException e) when (e.Message.Length > 0)
        {
            await Task.Yield();
            log.Add("caught"); // line A
            throw;
        }
        finally
        {
            await Task.Yield();
            log.Add("finally"); // line B
        }
    }
}

public static class Asset
{
    public static string Run() => Saver.RunAsync().GetAwaiter().GetResult();
}
