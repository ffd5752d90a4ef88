// shape: [UnmanagedCallersOnly]
// probe: Callbacks::Twice
//   entry
//     value: Int32 21
//   return
//     value: Int32 21
//     [Debug] twice: Int32 42
//     @return: Int32 42

namespace Shapes.UnmanagedCallers;

public static unsafe class Callbacks
{
    [UnmanagedCallersOnly]
    public static int Twice(int value)
    {
        var twice = value * 2;
        return twice;
    }
}

public static class Asset
{
    public static unsafe string Run()
    {
        delegate* unmanaged<int, int> callback = &Callbacks.Twice;
        return callback(21).ToString();
    }
}
