// shape: Variable of a catch block in an async method
// rows: 49
// probe: Careful::TryAsync
//   entry
//     [Debug] this: Careful
//     [Release] this: Careful (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     text: String "x"
//   return
//     [Debug] this: Careful
//     [Release] this: Careful (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     text: String "x"
//     [Debug] result: String "FormatException49"
//     @return: String "FormatException49"
// line: A
//   hit
//     [Debug] this: Careful
//     [Release] this: Careful (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     text: String "x"
//     [Debug] result: String ""
//     e: FormatException { Message: String "The input string 'x' was not in a correct format." }

namespace Shapes.AsyncCatchVariable;

public class Careful
{
    public async Task<string> TryAsync(string text)
    {
        var result = "";
        try
        {
            await Task.Yield();
            result = int.Parse(text).ToString();
        }
        catch (FormatException e)
        {
            result = e.GetType().Name + e.Message.Length; // line A
        }

        return result;
    }
}

public static class Asset
{
    public static string Run() => new Careful().TryAsync("x").GetAwaiter().GetResult();
}
