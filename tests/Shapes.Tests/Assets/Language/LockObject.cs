// shape: lock on System.Threading.Lock, and on an object
// probe: Guarded::Add
//   entry
//     this: Guarded { _lock: Lock { _owningThreadId: UInt32 0, _state: UInt32 0, _recursionCount: UInt32 0, _spinCount: Int16 22, _waiterStartTimeMs: UInt16 0, _waitEvent: AutoResetEvent null }, _gate: Object, _c...
//     by: Int32 4
//   return
//     this: Guarded { _lock: Lock { _owningThreadId: UInt32 0, _state: UInt32 0, _recursionCount: UInt32 0, _spinCount: Int16 22, _waiterStartTimeMs: UInt16 0, _waitEvent: AutoResetEvent null }, _gate: Object, _c...
//     by: Int32 4
//     @return: Int32 8
// line: A
//   hit
//     this: Guarded { _lock: Lock { _owningThreadId: UInt32 6771, _state: UInt32 1, _recursionCount: UInt32 0, _spinCount: Int16 22, _waiterStartTimeMs: UInt16 0, _waitEvent: AutoResetEvent null }, _gate: Object,...
//     by: Int32 4
// line: B
//   hit
//     this: Guarded { _lock: Lock { _owningThreadId: UInt32 0, _state: UInt32 0, _recursionCount: UInt32 0, _spinCount: Int16 22, _waiterStartTimeMs: UInt16 0, _waitEvent: AutoResetEvent null }, _gate: Object, _c...
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
