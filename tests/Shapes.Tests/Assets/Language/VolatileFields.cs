// shape: volatile fields and interlocked operations
// probe: Flags::Publish
//   entry
//     this: Flags { _ready: Boolean False, _value: Int32 0 }
//     value: Int32 4
//   return
//     this: Flags { _ready: Boolean True, _value: Int32 5 }
//     value: Int32 4
//     @return: Int32 5

namespace Shapes.VolatileFields;

public class Flags
{
    private volatile bool _ready;
    private int _value;

    public int Publish(int value)
    {
        _value = value;
        _ready = true;
        Interlocked.Increment(ref _value);
        return _ready ? Volatile.Read(ref _value) : 0;
    }
}

public static class Asset
{
    public static string Run() => new Flags().Publish(4).ToString();
}
