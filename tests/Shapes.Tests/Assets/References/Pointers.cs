// shape: Pointers as arguments, locals and result
// probe: Raw::Step
//   entry
//     start: IntPtr (address)
//     other: IntPtr 0
//     by: Int32 2
//   return
//     start: IntPtr (address)
//     other: IntPtr 0
//     by: Int32 2
//     [Debug] next: IntPtr (address)
//     @return: IntPtr (address)

namespace Shapes.Pointers;

public static unsafe class Raw
{
    public static int* Step(int* start, void* other, int by)
    {
        var next = start + by;
        *next += 1;
        return next;
    }
}

public static class Asset
{
    public static unsafe string Run()
    {
        var values = stackalloc int[3];
        return *Raw.Step(values, null, 2) + "," + values[2];
    }
}
