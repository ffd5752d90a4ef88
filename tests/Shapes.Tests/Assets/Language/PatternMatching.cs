// shape: Pattern matching: types, properties, lists, relations
// probe: Matcher::Match
//   hits: 6
//   entry
//     value: Int32 9
//   return
//     value: Int32 9
//     [Debug] text: String "large"
//     @return: String "large"
//   entry 2
//     value: Int32 2
//   return 2
//     value: Int32 2
//     [Debug] text: String "int 2"
//     @return: String "int 2"
//   entry 3
//     value: Shape { Name: String "square", Side: Int32 3 }
//   return 3
//     value: Shape { Name: String "square", Side: Int32 3 }
//     [Debug] text: String "square 3"
//     @return: String "square 3"
// line: A
//   hits: 6
//   hit
//     value: Int32 9
//     [Debug] text: String "large"
//   hit 2
//     value: Int32 2
//     [Debug] text: String "int 2"
//   hit 3
//     value: Shape { Name: String "square", Side: Int32 3 }
//     [Debug] text: String "square 3"

namespace Shapes.PatternMatching;

public record Shape(string Name, int Side);

public static class Matcher
{
    public static string Match(object value)
    {
        var text = value switch
        {
            int and > 5 => "large",
            int n => "int " + n,
            Shape { Name: "square", Side: var side } => "square " + side,
            int[] and [1, .. var rest] => "rest " + rest.Length,
            string { Length: > 2 } s when s[0] == 'x' => s,
            null => "null",
            _ => "other",
        };
        return text; // line A
    }
}

public static class Asset
{
    public static string Run()
        => string.Join("|", Matcher.Match(9), Matcher.Match(2), Matcher.Match(new Shape("square", 3)), Matcher.Match(new[] { 1, 2, 3 }), Matcher.Match("xyz"), Matcher.Match(null));
}
