// shape: try and finally
// rows: 29
// probe: Closer::Close
//   entry
//     this: Closer
//     start: Int32 4
//   return
//     this: Closer
//     start: Int32 4
//     ret: Int32 50
//     @return: Int32 50
// line: A
//   hit
//     this: Closer
//     start: Int32 4
//     ret: Int32 5

namespace Shapes.TryFinally;

public class Closer
{
    public int Close(int start)
    {
        var ret = start;
        try
        {
            ret += 1;
        }
        finally
        {
            ret *= 10; // line A
        }

        return ret;
    }
}

public static class Asset
{
    public static string Run() => new Closer().Close(4).ToString();
}
