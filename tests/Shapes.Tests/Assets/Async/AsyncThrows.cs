// shape: async method that throws after an await
// rows: 34, 57
// probe: Failing::FailAsync
//   entry
//     [Debug] this: Failing
//     [Release] this: Failing (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     code: Int32 3
//   return
//     [Debug] this: Failing
//     [Release] this: Failing (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     code: Int32 3
//     text: String "code 3"
//     throws System.InvalidOperationException "code 3"
// line: A
//   hit
//     [Debug] this: Failing
//     [Release] this: Failing (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     code: Int32 3
//     text: String "code 3"

namespace Shapes.AsyncThrows;

public class Failing
{
    public async Task<int> FailAsync(int code)
    {
        var text = "code " + code;
        await Task.Yield();
        throw new InvalidOperationException(text); // line A
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            return new Failing().FailAsync(3).GetAwaiter().GetResult().ToString();
        }
        catch (InvalidOperationException e)
        {
            return Shared.Describe(e);
        }
    }
}
