// shape: Lambdas on the line of the statement around them
// rows: 96
// note: the line belongs to the method around them
// line: A
//   hit
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//     factor: Int32 10
//     [Debug] sum: Int32 0

namespace Shapes.LambdaOnOneLine;

public static class Lambdas
{
    public static int Sum(int[] values, int factor)
    {
        var sum = values.Where(v => v > 1).Select(v => v * factor).Sum(); // line A
        return sum;
    }
}

public static class Asset
{
    public static string Run() => Lambdas.Sum([1, 2, 3], 10).ToString();
}
