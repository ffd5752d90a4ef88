// shape: fixed over a span, and finally
// rows: 89
// note: a pointer is an address
// probe: Bytes::Sum
//   entry
//     bytes: Byte[](2) [Byte 1, Byte 2]
//   return
//     bytes: Byte[](2) [Byte 1, Byte 2]
//     sum: Int32 8
//     span: Span`1(2) (not captured: the elements of a span are not read)
//     @return: Int32 8
// line: A
//   hit
//     bytes: Byte[](2) [Byte 1, Byte 2]
//     sum: Int32 3
//     span: Span`1(2) (not captured: the elements of a span are not read)
//     start: IntPtr (address)

namespace Shapes.FixedSpan;

public static class Bytes
{
    public static unsafe int Sum(byte[] bytes)
    {
        var sum = 0;
        Span<byte> span = bytes;
        try
        {
            fixed (byte* start = span)
            {
                for (var i = 0; i < span.Length; i++)
                    sum += start[i];

                sum++; // line A
            }
        }
        finally
        {
            sum *= 2;
        }

        return sum;
    }
}

public static class Asset
{
    public static string Run() => Bytes.Sum([1, 2]).ToString();
}
