// shape: Local functions, one static and one that captures
// rows: 102
// line: A
//   hit
//     c: Int32 2
//     b: Int32 6
//     a: Int32 3
// line: B
//   hit
//     d: Int32 3
//     [Debug] e: Int32 4

namespace Shapes.LocalFunctions;

public static class Locals
{
    public static int Compute(int a)
    {
        var b = 5;
        return Captures(2) + Plain(3);

        int Captures(int c)
        {
            b++;
            return (a + b) * c; // line A
        }

        static int Plain(int d)
        {
            var e = d + 1;
            return e * 2; // line B
        }
    }
}

public static class Asset
{
    public static string Run() => Locals.Compute(3).ToString();
}
