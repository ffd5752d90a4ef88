// shape: [SkipLocalsInit]
// probe: Buffers::Fill
//   entry
//     value: Int32 3
//   return
//     value: Int32 3
//     bytes: Span`1(16) (not captured: the elements of a span are not read)
//     first: Int32 3
//     @return: String "3,16"
// line: A
//   hit
//     value: Int32 3
//     bytes: Span`1(16) (not captured: the elements of a span are not read)
//     first: Int32 0

namespace Shapes.SkipLocals;

public static class Buffers
{
    [SkipLocalsInit]
    public static string Fill(int value)
    {
        Span<byte> bytes = stackalloc byte[16];
        int first;
        bytes.Fill((byte)value); // line A
        first = bytes[0];
        return first + "," + bytes.Length;
    }
}

public static class Asset
{
    public static string Run() => Buffers.Fill(3);
}
