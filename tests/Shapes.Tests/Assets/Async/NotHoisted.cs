// shape: async method whose locals die before the await
// rows: 47
// note: optimized code does not keep such locals
// probe: Early::RunAsync
//   entry
//     [Debug] this: Early
//     [Release] this: Early (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 1
//   return
//     [Debug] this: Early
//     [Release] this: Early (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 1
//     [Debug] sum: Int32 2
//     [Debug] text: String "2"
//     @return: Int32 5

namespace Shapes.NotHoisted;

public class Early
{
    public async Task<int> RunAsync(int start)
    {
        var sum = start + 1;
        var text = sum.ToString();
        GC.KeepAlive(text);
        await Task.Yield();
        return 5;
    }
}

public static class Asset
{
    public static string Run() => new Early().RunAsync(1).GetAwaiter().GetResult().ToString();
}
