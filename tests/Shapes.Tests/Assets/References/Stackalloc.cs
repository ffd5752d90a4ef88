// shape: stackalloc of a span and of a pointer
// probe: Buffers::Reverse
//   entry
//     text: String "abc"
//   return
//     text: String "abc"
//     copy: Span`1(3) (not captured: the elements of a span are not read)
//     counts: IntPtr (address)
//     @return: String "cba03"

namespace Shapes.Stackalloc;

public static class Buffers
{
    public static unsafe string Reverse(string text)
    {
        Span<char> copy = stackalloc char[text.Length];
        var counts = stackalloc int[2];
        text.CopyTo(copy);
        copy.Reverse();
        counts[1] = text.Length;
        return copy.ToString() + counts[0] + counts[1];
    }
}

public static class Asset
{
    public static string Run() => Buffers.Reverse("abc");
}
