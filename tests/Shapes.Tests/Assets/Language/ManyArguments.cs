// shape: Forty arguments
// probe: Wide::Sum
//   entry
//     a0: Int32 0
//     a1: Int32 1
//     a2: Int32 2
//     a3: Int32 3
//     a4: Int32 4
//     a5: Int32 5
//     a6: Int32 6
//     a7: Int32 7
//     a8: Int32 8
//     a9: Int32 9
//     b0: Int32 0
//     b1: Int32 1
//     (16 more)
//     c8: String "8"
//     c9: String "9"
//     d0: Int64 0
//     d1: Int64 1
//     d2: Int64 2
//     d3: Int64 3
//     d4: Int64 4
//     d5: Int64 5
//     d6: Int64 6
//     d7: Int64 7
//     d8: Int64 8
//     d9: Int64 9
//   return
//     a0: Int32 0
//     a1: Int32 1
//     a2: Int32 2
//     a3: Int32 3
//     a4: Int32 4
//     a5: Int32 5
//     a6: Int32 6
//     a7: Int32 7
//     a8: Int32 8
//     a9: Int32 9
//     b0: Int32 0
//     b1: Int32 1
//     (16 more)
//     c8: String "8"
//     c9: String "9"
//     d0: Int64 0
//     d1: Int64 1
//     d2: Int64 2
//     d3: Int64 3
//     d4: Int64 4
//     d5: Int64 5
//     d6: Int64 6
//     d7: Int64 7
//     d8: Int64 8
//     d9: Int64 9
//     @return: Int32 29

namespace Shapes.ManyArguments;

public static class Wide
{
    public static int Sum(
        int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9,
        int b0, int b1, int b2, int b3, int b4, int b5, int b6, int b7, int b8, int b9,
        string c0, string c1, string c2, string c3, string c4, string c5, string c6, string c7, string c8, string c9,
        long d0, long d1, long d2, long d3, long d4, long d5, long d6, long d7, long d8, long d9)
        => a0 + a9 + b0 + b9 + (c0 + c9).Length + (int)(d0 + d9);
}

public static class Asset
{
    public static string Run()
        => Wide.Sum(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9).ToString();
}
