// shape: Instance method without arguments or result
// rows: 1
// probe: Counter::Bump
//   entry
//     this: Counter { _count: Int32 0 }
//   return
//     this: Counter { _count: Int32 1 }

namespace Shapes.InstanceVoid;

public class Counter
{
    private int _count;

    public void Bump() => _count++;
}

public static class Asset
{
    public static string Run()
    {
        new Counter().Bump();
        return "bumped";
    }
}
