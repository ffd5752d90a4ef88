// shape: Nullable value types and null operators
// probe: Maybe::Sum
//   hits: 2
//   entry
//     a: Nullable`1 1
//     b: Nullable`1 null
//     text: String null
//   return
//     a: Nullable`1 1
//     b: Nullable`1 null
//     text: String null
//     length: Nullable`1 10
//     @return: Nullable`1 12
//   entry 2
//     a: Nullable`1 null
//     b: Nullable`1 2
//     text: String "x"
//   return 2
//     a: Nullable`1 null
//     b: Nullable`1 2
//     text: String "x"
//     length: Nullable`1 1
//     @return: Nullable`1 null

namespace Shapes.NullableValues;

public static class Maybe
{
    public static int? Sum(int? a, int? b, string text)
    {
        int? length = text?.Length;
        length ??= 10;
        return a + (b ?? 1) + length;
    }
}

public static class Asset
{
    public static string Run() => Maybe.Sum(1, null, null) + "," + Maybe.Sum(null, 2, "x");
}
