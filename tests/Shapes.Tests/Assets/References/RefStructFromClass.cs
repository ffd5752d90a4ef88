// shape: Method of a class and of a struct that returns a ref struct
// rows: 81
// probe: Text::Cut
//   entry
//     this: Text { _text: String "text" }
//     start: Int32 2
//   return
//     this: Text { _text: String "text" }
//     start: Int32 2
//     [Debug] cut: ReadOnlySpan`1(2) (not captured: the elements of a span are not read)
//     @return: ReadOnlySpan`1(2) (not captured: the elements of a span are not read)
// probe: Range::Over
//   entry
//     this: Range { From: Int32 1 }
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//   return
//     this: Range { From: Int32 1 }
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//     @return: Span`1(2) (not captured: the elements of a span are not read)

namespace Shapes.RefStructFromClass;

public class Text
{
    private readonly string _text = "text";

    public ReadOnlySpan<char> Cut(int start)
    {
        var cut = _text.AsSpan(start);
        return cut;
    }
}

public struct Range
{
    public int From;

    public Span<int> Over(int[] values) => values.AsSpan(From);
}

public static class Asset
{
    public static string Run() => new Text().Cut(2).ToString() + new Range { From = 1 }.Over([1, 2, 3]).Length;
}
