// shape: Constructor of a struct
// probe: Point::.ctor
//   left out: WVR1024

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
