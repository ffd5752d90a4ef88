// shape: Fixed-size buffer, and a struct with an explicit layout
// note: only the first element of the buffer is shown
// probe: Packet::Sum
//   entry
//     this: Packet { Bytes: <Bytes>e__FixedBuffer { FixedElementField: Byte 0 }, Length: Int32 4 }
//   return
//     this: Packet { Bytes: <Bytes>e__FixedBuffer { FixedElementField: Byte 0 }, Length: Int32 4 }
//     sum: Int32 13
//     @return: Int32 13
// probe: Overlay::Low
//   entry
//     this: Overlay { Whole: Int32 0, Half: Int16 0 }
//     whole: Int32 65538
//   return
//     this: Overlay { Whole: Int32 65538, Half: Int16 2 }
//     whole: Int32 65538
//     @return: Int16 2

namespace Shapes.FixedBuffer;

public unsafe struct Packet
{
    public fixed byte Bytes[4];
    public int Length;

    public int Sum()
    {
        var sum = Length;
        for (var i = 0; i < 4; i++)
            sum += Bytes[i];

        return sum;
    }
}

[StructLayout(LayoutKind.Explicit)]
public struct Overlay
{
    [FieldOffset(0)] public int Whole;
    [FieldOffset(0)] public short Half;

    public short Low(int whole)
    {
        Whole = whole;
        return Half;
    }
}

public static class Asset
{
    public static unsafe string Run()
    {
        var packet = new Packet { Length = 4 };
        packet.Bytes[2] = 9;
        return packet.Sum() + "," + new Overlay().Low(0x10002);
    }
}
