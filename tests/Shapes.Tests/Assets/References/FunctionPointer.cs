// shape: Function pointer as argument and local
// probe: Caller::Call
//   entry
//     function: IntPtr (address)
//     value: Int32 3
//   return
//     function: IntPtr (address)
//     value: Int32 3
//     [Debug] again: IntPtr (address)
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
