// shape: try and finally around a local passed as out
// rows: 30, 91
// probe: Parser::Parse
//   entry
//     this: Parser
//     text: String "four"
//   return
//     this: Parser
//     text: String "four"
//     ret: Int32 5
//     @return: Int32 5
// line: A
//   hit
//     this: Parser
//     text: String "four"
//     ret: Int32 0
//     found: Int32 0
// line: B
//   hit
//     this: Parser
//     text: String "four"
//     ret: Int32 0
//     found: Int32 4
// line: C
//   hit
//     this: Parser
//     text: String "four"
//     ret: Int32 4

namespace Shapes.TryFinallyOut;

public class Parser
{
    public int Parse(string text)
    {
        var ret = 0;
        try
        {
            Find(text, out var found); // line A
            ret = found; // line B
        }
        finally
        {
            ret++; // line C
        }

        return ret;
    }

    private static void Find(string text, out int found) => found = text.Length;
}

public static class Asset
{
    public static string Run() => new Parser().Parse("four").ToString();
}
