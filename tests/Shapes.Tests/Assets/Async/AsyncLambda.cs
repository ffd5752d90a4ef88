// shape: async lambda that captures
// line: A
//   hit
//     x: Int32 1
//     this: Adder { _base: Int32 100 }
//     total: Int32 4

namespace Shapes.AsyncLambda;

public class Adder
{
    private readonly int _base = 100;

    public async Task<int> AddAsync(int seed)
    {
        var total = seed;
        Func<int, Task> add = async x =>
        {
            await Task.Yield();
            total += x + _base; // line A
        };
        await add(1);
        return total;
    }
}

public static class Asset
{
    public static string Run() => new Adder().AddAsync(4).Result.ToString();
}
