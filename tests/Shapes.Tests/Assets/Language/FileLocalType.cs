// shape: File-local type
// probe: Uses::Call
//   entry
//     a: Int32 2
//   return
//     a: Int32 2
//     @return: Int32 3
// line: A
//   hit
//     [Debug] this: <FileLocalType>F583263C61A5064C13C585AEA58C3BFF73BDCCE8BAD8576A417B7F9EC0E24A877__Hidden
//     [Release] this: <FileLocalType>F2ED3239EF5DBBAC22C87C32EE40636DF4F26807B428CC6D0E6621B04B37E1B50__Hidden
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
