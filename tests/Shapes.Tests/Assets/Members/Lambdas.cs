// shape: Lambdas that capture arguments, locals and this
// rows: 102
// probe: Scaler::Scale
//   entry
//     this: Scaler { _offset: Int32 100 }
//     factor: Int32 2
//   return
//     this: Scaler { _offset: Int32 100 }
//     factor: Int32 2
//     [Debug] scale: Func`2 { _target: <>c__DisplayClass1_0 { calls: Int32 1, factor: Int32 2, this: Scaler { _offset: Int32 100 } } }
//     free: Func`2 { _target: <>c }
//     calls: Int32 1
//     @return: Int32 111
// line: A
//   hit
//     x: Int32 3
//     this: Scaler { _offset: Int32 100 }
//     calls: Int32 1
//     factor: Int32 2
// line: B
//   hit
//     x: Int32 1
//     [Debug] y: Int32 2

namespace Shapes.Lambdas;

public class Scaler
{
    private readonly int _offset = 100;

    public int Scale(int factor)
    {
        var calls = 0;
        Func<int, int> scale = x =>
        {
            calls++;
            return (x * factor) + _offset; // line A
        };
        Func<int, int> free = static x =>
        {
            var y = x + 1;
            return y * 2; // line B
        };
        return scale(3) + free(1) + calls;
    }
}

public static class Asset
{
    public static string Run() => new Scaler().Scale(2).ToString();
}
