// shape: Collection expressions, ranges and params spans
// probe: Lists::Join
//   entry
//     more: Int32[](3) [Int32 7, Int32 8, Int32 9]
//     first: ReadOnlySpan`1(2) (not captured: the elements of a span are not read)
//   return
//     more: Int32[](3) [Int32 7, Int32 8, Int32 9]
//     first: ReadOnlySpan`1(2) (not captured: the elements of a span are not read)
//     all: List`1(5) [Int32 1, Int32 2, Int32 0, Int32 8, Int32 9]
//     @return: String "1,2,0,8,9"

namespace Shapes.CollectionExpressions;

public static class Lists
{
    public static string Join(int[] more, params ReadOnlySpan<int> first)
    {
        List<int> all = [.. first, 0, .. more[1..]];
        return string.Join(",", all);
    }
}

public static class Asset
{
    public static string Run() => Lists.Join([7, 8, 9], 1, 2);
}
