// shape: Function pointer as argument and local
// probe: Caller::Call
//   entry
//     [Debug] function: IntPtr 139886367023288
//     [Release] function: IntPtr 139886382003784
//     value: Int32 3
//   return
//     [Debug] function: IntPtr 139886367023288
//     [Release] function: IntPtr 139886382003784
//     value: Int32 3
//     [Debug] again: IntPtr 139886367023288
//     @return: Int32 12

namespace Shapes.FunctionPointer;

public static unsafe class Caller
{
    public static int Call(delegate*<int, int> function, int value)
    {
        var again = function;
        return again(function(value));
    }

    public static int Twice(int value) => value * 2;
}

public static class Asset
{
    public static unsafe string Run() => Caller.Call(&Caller.Twice, 3).ToString();
}
