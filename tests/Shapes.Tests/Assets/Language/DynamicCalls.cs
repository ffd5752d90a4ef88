// shape: dynamic
// probe: Loose::Add
//   hits: 2
//   entry
//     a: Int32 1
//     b: Int32 2
//   return
//     a: Int32 1
//     b: Int32 2
//     [Debug] sum: Int32 3
//     @return: Int32 3
//   entry 2
//     a: String "a"
//     b: String "b"
//   return 2
//     a: String "a"
//     b: String "b"
//     [Debug] sum: String "ab"
//     @return: String "ab"

namespace Shapes.DynamicCalls;

public static class Loose
{
    public static object Add(dynamic a, dynamic b)
    {
        var sum = a + b;
        return sum;
    }
}

public static class Asset
{
    public static string Run() => Loose.Add(1, 2).ToString() + Loose.Add("a", "b");
}
