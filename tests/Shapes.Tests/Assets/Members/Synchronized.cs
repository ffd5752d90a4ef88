// shape: [MethodImpl(Synchronized)]
// probe: Counter::Add
//   entry
//     this: Counter { _count: Int32 0 }
//     by: Int32 2
//     static s_total: Int32 0
//   return
//     this: Counter { _count: Int32 2 }
//     by: Int32 2
//     @return: Boolean True
//     static s_total: Int32 0
// probe: Counter::Total
//   entry
//     by: Int32 3
//     static s_total: Int32 0
//   return
//     by: Int32 3
//     @return: Boolean True
//     static s_total: Int32 3

namespace Shapes.Synchronized;

public class Counter
{
    public static int s_total;
    private int _count;

    [MethodImpl(MethodImplOptions.Synchronized)]
    public bool Add(int by)
    {
        _count += by;
        return Monitor.IsEntered(this);
    }

    [MethodImpl(MethodImplOptions.Synchronized)]
    public static bool Total(int by)
    {
        s_total += by;
        return Monitor.IsEntered(typeof(Counter));
    }
}

public static class Asset
{
    public static string Run()
    {
        Counter.s_total = 0;
        var counter = new Counter();
        var results = counter.Add(2).ToString() + Counter.Total(3);
        return results + Monitor.IsEntered(counter) + Monitor.IsEntered(typeof(Counter));
    }
}
