// shape: Method that returns a struct
// rows: 83
// probe: Maker::Make
//   entry
//     this: Maker
//     x: Int32 6
//   return
//     this: Maker
//     x: Int32 6
//     [Debug] point: Point { X: Int32 6, Y: Int32 1 }
//     @return: Point { X: Int32 6, Y: Int32 1 }
// line: A
//   hit
//     this: Maker
//     x: Int32 6
//     [Debug] point: Point { X: Int32 6, Y: Int32 1 }

namespace Shapes.StructReturned;

public struct Point
{
    public int X, Y;
}

public class Maker
{
    public Point Make(int x)
    {
        var point = new Point { X = x, Y = 1 };
        return point; // line A
    }
}

public static class Asset
{
    public static string Run() => new Maker().Make(6).X.ToString();
}
