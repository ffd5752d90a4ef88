// shape: Line in a loop and line in a branch that is never taken
// rows: 106
// line: A
//   hits: 3
//   hit
//     this: Branches
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//     sum: Int32 0
//     value: Int32 1
//   hit 2
//     this: Branches
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//     sum: Int32 1
//     value: Int32 2
//   hit 3
//     this: Branches
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//     sum: Int32 3
//     value: Int32 3
// line: B
//   hits: 0

namespace Shapes.DeadBranch;

public class Branches
{
    public int Walk(int[] values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += value; // line A
            if (value > 100)
                sum = 0; // line B
        }

        return sum;
    }
}

public static class Asset
{
    public static string Run() => new Branches().Walk([1, 2, 3]).ToString();
}
