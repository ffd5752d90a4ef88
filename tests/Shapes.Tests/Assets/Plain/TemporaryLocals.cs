// shape: Arguments and temporaries that the optimizer drops
// rows: 4
// probe: Sums::Add
//   entry
//     this: Sums
//     a: Int32 3
//     b: Int32 4
//   return
//     this: Sums
//     a: Int32 3
//     b: Int32 4
//     [Debug] sum: Int32 7
//     [Debug] twice: Int32 14
//     @return: Int32 14

namespace Shapes.TemporaryLocals;

public class Sums
{
    public int Add(int a, int b)
    {
        var sum = a + b;
        var twice = sum * 2;
        return twice;
    }
}

public static class Asset
{
    public static string Run() => new Sums().Add(3, 4).ToString();
}
