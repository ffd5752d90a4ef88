// shape: Method of a readonly struct, with an in parameter
// probe: Vector::Plus
//   entry
//     this: Vector { X: Int32 1 }
//     other: Vector { X: Int32 2 }
//   return
//     this: Vector { X: Int32 1 }
//     other: Vector { X: Int32 2 }
//     @return: Vector { X: Int32 3 }

namespace Shapes.ReadonlyStruct;

public readonly struct Vector(int x)
{
    public readonly int X = x;

    public Vector Plus(in Vector other) => new(X + other.X);
}

public static class Asset
{
    public static string Run() => new Vector(1).Plus(new Vector(2)).X.ToString();
}
