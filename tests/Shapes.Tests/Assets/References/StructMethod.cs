// shape: Method of a struct
// rows: 82
// probe: Point::Move
//   entry
//     this: Point { X: Int32 1, Y: Int32 2 }
//     by: Int32 3
//   return
//     this: Point { X: Int32 4, Y: Int32 -1 }
//     by: Int32 3
//     @return: Int32 -4
// line: A
//   hit
//     this: Point { X: Int32 4, Y: Int32 2 }
//     by: Int32 3

namespace Shapes.StructMethod;

public struct Point
{
    public int X, Y;

    public int Move(int by)
    {
        X += by;
        Y -= by; // line A
        return X * Y;
    }
}

public static class Asset
{
    public static string Run()
    {
        var point = new Point { X = 1, Y = 2 };
        return point.Move(3) + " " + point.X;
    }
}
