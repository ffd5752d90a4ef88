// shape: async local function
// line: A
//   hits: 2
//   hit
//     value: Int32 4
//   hit 2
//     value: Int32 1

namespace Shapes.AsyncLocalFunction;

public static class Adder
{
    public static async Task<int> AddAsync(int seed)
    {
        return await Twice(seed) + await Twice(1);

        static async Task<int> Twice(int value)
        {
            await Task.Yield();
            return value * 2; // line A
        }
    }
}

public static class Asset
{
    public static string Run() => Adder.AddAsync(4).Result.ToString();
}
