// shape: Method of a struct that implements an interface, called boxed and through a constraint
// probe: Tick::Next
//   hits: 4
//   entry
//     this: Tick { _now: Int32 0 }
//     by: Int32 1
//   return
//     this: Tick { _now: Int32 1 }
//     by: Int32 1
//     @return: Int32 1
//   entry 2
//     this: Tick { _now: Int32 1 }
//     by: Int32 1
//   return 2
//     this: Tick { _now: Int32 2 }
//     by: Int32 1
//     @return: Int32 2
//   entry 3
//     this: Tick { _now: Int32 0 }
//     by: Int32 2
//   return 3
//     this: Tick { _now: Int32 2 }
//     by: Int32 2
//     @return: Int32 2

namespace Shapes.StructInterface;

public interface ITick
{
    int Next(int by);
}

public struct Tick : ITick
{
    private int _now;

    public int Next(int by) => _now += by;
}

public static class Asset
{
    public static string Run()
    {
        ITick boxed = new Tick();
        boxed.Next(1);
        return boxed.Next(1) + "," + Twice(new Tick());
    }

    private static int Twice<T>(T tick) where T : ITick
    {
        tick.Next(2);
        return tick.Next(2);
    }
}
