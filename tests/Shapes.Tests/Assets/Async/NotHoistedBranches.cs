// shape: async method with branches whose locals die before the await
// rows: 48
// probe: Early::RunAsync
//   entry
//     [Debug] this: Early
//     [Release] this: Early (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 4
//   return
//     [Debug] this: Early
//     [Release] this: Early (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 4
//     @return: Int32 4
// line: A
//   hit
//     [Debug] this: Early
//     [Release] this: Early (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 4
//     [Debug] positive: Int32 12

namespace Shapes.NotHoistedBranches;

public class Early
{
    public async Task<int> RunAsync(int start)
    {
        if (start > 0)
        {
            var positive = start * 3;
            Use(positive); // line A
        }
        else
        {
            var negative = -start;
            Use(negative);
        }

        await Task.Yield();
        return start;
    }

    private static void Use(int value) => GC.KeepAlive(value);
}

public static class Asset
{
    public static string Run() => new Early().RunAsync(4).GetAwaiter().GetResult().ToString();
}
