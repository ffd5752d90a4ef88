// shape: async recursion through a lambda and a static method of a ref struct
// rows: 52, 92
// probe: Steps::StepAsync
//   hits: 2
//   entry
//     next: Func`1 { _target: <>c__DisplayClass0_0 { depth: Int32 1 } }
//   return
//     next: Func`1 { _target: <>c__DisplayClass0_0 { depth: Int32 1 } }
//     @return: Int32 101
//   entry 2
//     next: Func`1 { _target: <>c__DisplayClass0_0 { depth: Int32 2 } }
//   return 2
//     next: Func`1 { _target: <>c__DisplayClass0_0 { depth: Int32 2 } }
//     @return: Int32 102
// probe: Walker::WalkAsync
//   hits: 3
//   entry
//     depth: Int32 0
//   return
//     depth: Int32 0
//     @return: Int32 100
//   entry 2
//     depth: Int32 1
//   return 2
//     depth: Int32 1
//     @return: Int32 101
//   entry 3
//     depth: Int32 2
//   return 3
//     depth: Int32 2
//     @return: Int32 102

namespace Shapes.AsyncLambdaRecursion;

public ref struct Steps
{
    public static async Task<int> StepAsync(Func<Task<int>> next)
    {
        await Task.Yield();
        return 1 + await next();
    }
}

public static class Walker
{
    public static async Task<int> WalkAsync(int depth)
    {
        if (depth == 0)
            return 100;

        return await Steps.StepAsync(() => WalkAsync(depth - 1));
    }
}

public static class Asset
{
    public static string Run() => Walker.WalkAsync(2).GetAwaiter().GetResult().ToString();
}
