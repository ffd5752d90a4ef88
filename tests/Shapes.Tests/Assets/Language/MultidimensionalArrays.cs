// shape: Arrays of several dimensions
// probe: Grids::Sum
//   entry
//     grid: Int32[,](4) [Int32 1, Int32 2, Int32 3, Int32 4]
//     jagged: String[][](2) [String[](0) [], String[](1) [String "x"]]
//   return
//     grid: Int32[,](4) [Int32 10, Int32 2, Int32 3, Int32 4]
//     jagged: String[][](2) [String[](0) [], String[](1) [String "x"]]
//     sum: Int32 10
//     @return: Int32 11

namespace Shapes.MultidimensionalArrays;

public static class Grids
{
    public static int Sum(int[,] grid, string[][] jagged)
    {
        var sum = 0;
        foreach (var value in grid)
            sum += value;

        grid[0, 0] = sum;
        return grid[0, 0] + jagged[1].Length;
    }
}

public static class Asset
{
    public static string Run() => Grids.Sum(new int[,] { { 1, 2 }, { 3, 4 } }, [[], ["x"]]).ToString();
}
