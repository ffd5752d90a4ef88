// shape: Pointers as arguments, locals and result
// probe: Raw::Step
//   entry
//     [Debug] start: IntPtr 139834538551984
//     [Release] start: IntPtr 139834538553240
//     other: IntPtr 0
//     by: Int32 2
//   return
//     [Debug] start: IntPtr 139834538551984
//     [Release] start: IntPtr 139834538553240
//     other: IntPtr 0
//     by: Int32 2
//     [Debug] next: IntPtr 139834538551992
//     [Debug] @return: IntPtr 139834538551992
//     [Release] @return: IntPtr 139834538553248

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
