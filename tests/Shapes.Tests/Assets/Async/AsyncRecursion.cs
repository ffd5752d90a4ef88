// shape: async recursion, with two probes on one method
// rows: 50, 51
// probe: Countdown::DownAsync
//   hits: 3
//   entry
//     from: Int32 0
//   return
//     from: Int32 0
//     @return: Int32 0
//   entry 2
//     from: Int32 1
//   return 2
//     from: Int32 1
//     @return: Int32 1
//   entry 3
//     from: Int32 2
//   return 3
//     from: Int32 2
//     @return: Int32 2
// probe: Countdown::DownAsync(System.Int32)
//   hits: 3
//   entry
//     from: Int32 0
//   return
//     from: Int32 0
//     @return: Int32 0
//   entry 2
//     from: Int32 1
//   return 2
//     from: Int32 1
//     @return: Int32 1
//   entry 3
//     from: Int32 2
//   return 3
//     from: Int32 2
//     @return: Int32 2

namespace Shapes.AsyncRecursion;

public static class Countdown
{
    public static async Task<int> DownAsync(int from)
    {
        if (from == 0)
            return 0;

        await Task.Yield();
        return 1 + await DownAsync(from - 1);
    }
}

public static class Asset
{
    public static string Run() => Countdown.DownAsync(2).GetAwaiter().GetResult().ToString();
}
