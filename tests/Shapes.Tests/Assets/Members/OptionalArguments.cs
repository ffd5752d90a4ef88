// shape: Optional and params arguments
// probe: Options::Join
//   hits: 2
//   entry
//     first: String "a"
//     times: Int32 2
//     mark: String null
//     rest: String[](0) []
//   return
//     first: String "a"
//     times: Int32 2
//     mark: String null
//     rest: String[](0) []
//     @return: String "a2-"
//   entry 2
//     first: String "b"
//     times: Int32 1
//     mark: String "+"
//     rest: String[](2) [String "x", String "y"]
//   return 2
//     first: String "b"
//     times: Int32 1
//     mark: String "+"
//     rest: String[](2) [String "x", String "y"]
//     @return: String "b1+xy"

namespace Shapes.OptionalArguments;

public static class Options
{
    public static string Join(string first, int times = 2, string mark = null, params string[] rest)
        => first + times + (mark ?? "-") + string.Concat(rest);
}

public static class Asset
{
    public static string Run() => Options.Join("a") + Options.Join("b", 1, "+", "x", "y");
}
