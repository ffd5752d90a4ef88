// shape: Exceptions that the processor raises: null reference, array bounds, cast
// probe: Faults::Fault
//   hits: 3
//   entry
//     value: Object null
//     items: Int32[](1) [Int32 1]
//     index: Int32 -1
//   return
//     value: Object null
//     items: Int32[](1) [Int32 1]
//     index: Int32 -1
//     throws System.NullReferenceException "Object reference not set to an instance of an object."
//   entry 2
//     value: String "x"
//     items: Int32[](1) [Int32 1]
//     index: Int32 200
//   return 2
//     value: String "x"
//     items: Int32[](1) [Int32 1]
//     index: Int32 200
//     throws System.InvalidCastException "Unable to cast object of type 'System.String' to type 'System.Int32'."
//   entry 3
//     value: Object null
//     items: Int32[](1) [Int32 1]
//     index: Int32 7
//   return 3
//     value: Object null
//     items: Int32[](1) [Int32 1]
//     index: Int32 7
//     throws System.IndexOutOfRangeException "Index was outside the bounds of the array."

namespace Shapes.NullReferenceThrown;

public static class Faults
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Fault(object value, int[] items, int index)
    {
        if (index < 0)
            return value.GetHashCode();

        if (index > 100)
            return (int)value;

        return items[index];
    }
}

public static class Asset
{
    public static string Run() => Try(null, -1) + "|" + Try("x", 200) + "|" + Try(null, 7);

    private static string Try(object value, int index)
    {
        try
        {
            return Faults.Fault(value, [1], index).ToString();
        }
        catch (Exception e)
        {
            return Shared.Describe(e);
        }
    }
}
