// shape: fixed over a string
// rows: 90
// probe: Chars::First
//   entry
//     text: String "a"
//   return
//     text: String "a"
//     [Debug] result: Char "b"
//     @return: Char "b"
// line: A
//   hit
//     text: String "a"
//     [Debug] result: Char "a"
//     [Debug] start: IntPtr (address)

namespace Shapes.FixedString;

public static class Chars
{
    public static unsafe char First(string text)
    {
        char result;
        fixed (char* start = text)
        {
            result = *start;
            result++; // line A
        }

        return result;
    }
}

public static class Asset
{
    public static string Run() => Chars.First("a").ToString();
}
