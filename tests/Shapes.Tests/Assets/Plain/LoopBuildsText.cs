// shape: Loop that builds text, with a private field
// rows: 14
// probe: Builder::Build
//   entry
//     this: Builder { _mark: String "#" }
//     times: Int32 3
//   return
//     this: Builder { _mark: String "#" }
//     times: Int32 3
//     text: String "#0#1#2"
//     @return: String "#0#1#2"
// line: A
//   hits: 3
//   hit
//     this: Builder { _mark: String "#" }
//     times: Int32 3
//     text: String ""
//     i: Int32 0
//   hit 2
//     this: Builder { _mark: String "#" }
//     times: Int32 3
//     text: String "#0"
//     i: Int32 1
//   hit 3
//     this: Builder { _mark: String "#" }
//     times: Int32 3
//     text: String "#0#1"
//     i: Int32 2

namespace Shapes.LoopBuildsText;

public class Builder
{
    private readonly string _mark = "#";

    public string Build(int times)
    {
        var text = "";
        for (var i = 0; i < times; i++)
        {
            text += _mark + i; // line A
        }

        return text;
    }
}

public static class Asset
{
    public static string Run() => new Builder().Build(3);
}
