// shape: Constructor of a struct
// probe: Point::.ctor
//   entry
//     this: Point { X: Int32 0, Y: Int32 0 }
//     x: Int32 3
//   return
//     this: Point { X: Int32 3, Y: Int32 4 }
//     x: Int32 3

namespace Shapes.StructConstructor;

public struct Point
{
    public int X, Y = 1;

    public Point(int x)
    {
        X = x;
        Y += x;
    }
}

public static class Asset
{
    public static string Run()
    {
        var point = new Point(3);
        return point.X + "," + point.Y;
    }
}
