// shape: Static method with arguments
// rows: 8
// probe: Joiner::Join
//   entry
//     left: String "x"
//     times: Int32 3
//     mark: Char "-"
//   return
//     left: String "x"
//     times: Int32 3
//     mark: Char "-"
//     text: String "---"
//     @return: String "x---"
// line: A
//   hit
//     left: String "x"
//     times: Int32 3
//     mark: Char "-"
//     text: String "---"

namespace Shapes.StaticArguments;

public class Joiner
{
    public static string Join(string left, int times, char mark)
    {
        var text = new string(mark, times);
        return left + text; // line A
    }
}

public static class Asset
{
    public static string Run() => Joiner.Join("x", 3, '-');
}
