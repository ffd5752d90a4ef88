// shape: switch on strings
// probe: Parser::Parse
//   hits: 2
//   entry
//     word: String "five"
//   return
//     word: String "five"
//     @return: Int32 5
//   entry 2
//     word: String "nine"
//   return 2
//     word: String "nine"
//     @return: Int32 -1
// line: A
//   hit
//     word: String "five"

namespace Shapes.SwitchOnStrings;

public static class Parser
{
    public static int Parse(string word)
    {
        switch (word)
        {
            case "zero": return 0;
            case "one": return 1;
            case "two": return 2;
            case "three": return 3;
            case "four": return 4;
            case "five": return 5; // line A
            case "six": return 6;
            case "seven": return 7;
            default: return -1;
        }
    }
}

public static class Asset
{
    public static string Run() => Parser.Parse("five") + "," + Parser.Parse("nine");
}
