// shape: lock on System.Threading.Lock, and on an object
// probe: Guarded::Add
//   entry
//     this: Guarded { _lock: Lock, _gate: Object, _count: Int32 0 }
//     by: Int32 4
//   return
//     this: Guarded { _lock: Lock, _gate: Object, _count: Int32 8 }
//     by: Int32 4
//     @return: Int32 8
// line: A
//   hit
//     this: Guarded { _lock: Lock, _gate: Object, _count: Int32 0 }
//     by: Int32 4
// line: B
//   hit
//     this: Guarded { _lock: Lock, _gate: Object, _count: Int32 4 }
//     by: Int32 4

namespace Shapes.LockObject;

public class Guarded
{
    private readonly Lock _lock = new();
    private readonly object _gate = new();
    private int _count;

    public int Add(int by)
    {
        lock (_lock)
        {
            _count += by; // line A
        }

        lock (_gate)
        {
            _count *= 2; // line B
        }

        return _count;
    }
}

public static class Asset
{
    public static string Run() => new Guarded().Add(4).ToString();
}
