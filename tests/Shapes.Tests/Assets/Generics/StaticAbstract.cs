// shape: Static abstract and static virtual members of an interface
// rows: 102
// probe: Meters::Add
//   hits: 2
//   entry
//     a: Meters { Count: Int32 0 }
//     b: Meters { Count: Int32 2 }
//   return
//     a: Meters { Count: Int32 0 }
//     b: Meters { Count: Int32 2 }
//     @return: Meters { Count: Int32 2 }
//   entry 2
//     a: Meters { Count: Int32 2 }
//     b: Meters { Count: Int32 2 }
//   return 2
//     a: Meters { Count: Int32 2 }
//     b: Meters { Count: Int32 2 }
//     @return: Meters { Count: Int32 4 }
// probe: Adding::Sum
//   entry
//     items: Meters[](1) [Meters { Count: Int32 2 }]
//   return
//     items: Meters[](1) [Meters { Count: Int32 2 }]
//     sum: Meters { Count: Int32 2 }
//     @return: Meters { Count: Int32 4 }
// probe: IAddable`1::Add
//   left out: WVR1020
// probe: IAddable`1::Twice
//   entry
//     a: Meters { Count: Int32 2 }
//   return
//     a: Meters { Count: Int32 2 }
//     @return: Meters { Count: Int32 4 }

namespace Shapes.StaticAbstract;

public interface IAddable<T> where T : IAddable<T>
{
    static abstract T Zero { get; }

    static abstract T Add(T a, T b);

    static virtual T Twice(T a) => T.Add(a, a);
}

public readonly struct Meters(int count) : IAddable<Meters>
{
    public readonly int Count = count;

    public static Meters Zero => new(0);

    public static Meters Add(Meters a, Meters b) => new(a.Count + b.Count);
}

public static class Adding
{
    public static T Sum<T>(T[] items) where T : IAddable<T>
    {
        var sum = T.Zero;
        foreach (var item in items)
            sum = T.Add(sum, item);

        return T.Twice(sum);
    }
}

public static class Asset
{
    public static string Run() => Adding.Sum([new Meters(2)]).Count.ToString();
}
