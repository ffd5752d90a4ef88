// shape: Recursion
// probe: Maths::Factorial
//   hits: 5
//   entry
//     n: Int32 1
//   return
//     n: Int32 1
//     @return: Int64 1
//   entry 2
//     n: Int32 2
//   return 2
//     n: Int32 2
//     @return: Int64 2
//   entry 3
//     n: Int32 3
//   return 3
//     n: Int32 3
//     @return: Int64 6

namespace Shapes.DeepRecursion;

public static class Maths
{
    public static long Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}

public static class Asset
{
    public static string Run() => Maths.Factorial(5).ToString();
}
