// shape: Anonymous types
// probe: Anonymous::Name
//   entry
//     text: String "ab"
//   return
//     text: String "ab"
//     [Debug] made: <>f__AnonymousType0`2 { Text: String "ab", Length: Int32 2 }
//     @return: String "{ Text = ab, Length = 2 }"

namespace Shapes.AnonymousTypes;

public static class Anonymous
{
    public static string Name(string text)
    {
        var made = new { Text = text, text.Length };
        return made.ToString();
    }
}

public static class Asset
{
    public static string Run() => Anonymous.Name("ab");
}
