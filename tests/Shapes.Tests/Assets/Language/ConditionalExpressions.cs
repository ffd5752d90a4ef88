// shape: Conditional references and short-circuit operators
// probe: Choices::Choose
//   hits: 2
//   entry
//     a: Int32[](1) [Int32 1]
//     b: Int32[](1) [Int32 10]
//     first: Boolean True
//   return
//     a: Int32[](1) [Int32 6]
//     b: Int32[](1) [Int32 10]
//     first: Boolean True
//     [Debug] chosen: Int32 (not captured: ref, not read)
//     @return: Int32 6
//   entry 2
//     a: Int32[](1) [Int32 6]
//     b: Int32[](1) [Int32 10]
//     first: Boolean False
//   return 2
//     a: Int32[](1) [Int32 6]
//     b: Int32[](1) [Int32 15]
//     first: Boolean False
//     [Debug] chosen: Int32 (not captured: ref, not read)
//     @return: Int32 15

namespace Shapes.ConditionalExpressions;

public static class Choices
{
    public static int Choose(int[] a, int[] b, bool first)
    {
        ref var chosen = ref first && a.Length > 0 ? ref a[0] : ref b[0];
        chosen += 5;
        return chosen;
    }
}

public static class Asset
{
    public static string Run()
    {
        int[] a = [1], b = [10];
        return Choices.Choose(a, b, true) + Choices.Choose(a, b, false) + "," + a[0] + b[0];
    }
}
