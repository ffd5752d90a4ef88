// shape: Record struct
// probe: Point::Length
//   entry
//     this: Point { X: Int32 3, Y: Int32 -4 }
//   return
//     this: Point { X: Int32 3, Y: Int32 -4 }
//     @return: Int32 7
// probe: Point::ToString
//   left out: WVR1028

namespace Shapes.RecordStruct;

public readonly record struct Point(int X, int Y)
{
    public int Length() => Math.Abs(X) + Math.Abs(Y);
}

public static class Asset
{
    public static string Run() => new Point(3, -4).Length() + new Point(1, 2).ToString();
}
