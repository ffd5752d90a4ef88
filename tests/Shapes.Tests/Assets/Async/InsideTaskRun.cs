// shape: async method called in an async lambda given to Task.Run
// rows: 53
// probe: Runner::OuterAsync
//   entry
//     this: Runner
//     times: Int32 3
//   return
//     this: Runner
//     times: Int32 3
//     @return: Int32 30
// probe: Runner::InnerAsync
//   hits: 3
//   entry
//     [Debug] this: Runner
//     [Release] this: Runner (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     number: Int32 0
//   return
//     [Debug] this: Runner
//     [Release] this: Runner (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     number: Int32 0
//     @return: Int32 0
//   entry 2
//     [Debug] this: Runner
//     [Release] this: Runner (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     number: Int32 1
//   return 2
//     [Debug] this: Runner
//     [Release] this: Runner (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     number: Int32 1
//     @return: Int32 10
//   entry 3
//     [Debug] this: Runner
//     [Release] this: Runner (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     number: Int32 2
//   return 3
//     [Debug] this: Runner
//     [Release] this: Runner (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     number: Int32 2
//     @return: Int32 20
// line: A
//   hit
//     this: Runner
//     sum: Int32 30
//     times: Int32 3

namespace Shapes.InsideTaskRun;

public class Runner
{
    public async Task<int> OuterAsync(int times)
    {
        return await Task.Run(async () =>
        {
            var sum = 0;
            for (var i = 0; i < times; i++)
            {
                sum += await InnerAsync(i);
            }

            return sum; // line A
        });
    }

    public async Task<int> InnerAsync(int number)
    {
        await Task.Yield();
        return number * 10;
    }
}

public static class Asset
{
    public static string Run() => new Runner().OuterAsync(3).GetAwaiter().GetResult().ToString();
}
