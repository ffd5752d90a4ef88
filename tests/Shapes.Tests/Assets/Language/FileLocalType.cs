// shape: File-local type
// probe: Uses::Call
//   entry
//     a: Int32 2
//   return
//     a: Int32 2
//     @return: Int32 3
// line: A
//   hit
//     this: <file>Hidden
//     a: Int32 2
//     [Debug] sum: Int32 3

namespace Shapes.FileLocalType;

file class Hidden
{
    public int Add(int a)
    {
        var sum = a + 1;
        return sum; // line A
    }
}

public static class Uses
{
    public static int Call(int a) => new Hidden().Add(a);
}

public static class Asset
{
    public static string Run() => Uses.Call(2).ToString();
}
