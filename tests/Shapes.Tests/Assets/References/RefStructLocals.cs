// shape: Method with locals that are ref structs
// rows: 80
// probe: Text::Count
//   entry
//     this: Text { _text: String "a,b" }
//     mark: Char ","
//   return
//     this: Text { _text: String "a,b" }
//     mark: Char ","
//     span: ReadOnlySpan`1(3) (not captured: the elements of a span are not read)
//     found: Span`1(4) (not captured: the elements of a span are not read)
//     count: Int32 1
//     @return: Int32 5
// line: A
//   hit
//     this: Text { _text: String "a,b" }
//     mark: Char ","
//     span: ReadOnlySpan`1(3) (not captured: the elements of a span are not read)
//     found: Span`1(4) (not captured: the elements of a span are not read)
//     count: Int32 0
//     [Debug] c: Char ","

namespace Shapes.RefStructLocals;

public class Text
{
    private readonly string _text = "a,b";

    public int Count(char mark)
    {
        var span = _text.AsSpan();
        Span<int> found = stackalloc int[4];
        var count = 0;
        foreach (var c in span)
        {
            if (c == mark)
                found[count++] = 1; // line A
        }

        return count + found.Length;
    }
}

public static class Asset
{
    public static string Run() => new Text().Count(',').ToString();
}
