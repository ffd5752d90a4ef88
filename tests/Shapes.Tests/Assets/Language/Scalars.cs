// shape: Every scalar type as an argument
// probe: Scalars::All
//   entry
//     b: Boolean True
//     u8: Byte 1
//     i8: SByte -2
//     i16: Int16 -3
//     u16: UInt16 4
//     u32: UInt32 5
//     i64: Int64 -9223372036854775808
//     u64: UInt64 18446744073709551615
//     f: Single 1.5
//     d: Double 2.5
//     m: Decimal 3.25
//     c: Char "c"
//     n: IntPtr 6
//     big: Int128 170141183460469231731687303715884105727
//     half: Half 0.5
//     level: Level High
//     when: DateTime 01/02/2024 03:04:05
//     id: Guid 00000000-0000-0000-0000-000000000000
//   return
//     b: Boolean True
//     u8: Byte 1
//     i8: SByte -2
//     i16: Int16 -3
//     u16: UInt16 4
//     u32: UInt32 5
//     i64: Int64 -9223372036854775808
//     u64: UInt64 18446744073709551615
//     f: Single 1.5
//     d: Double 2.5
//     m: Decimal 3.25
//     c: Char "c"
//     n: IntPtr 6
//     big: Int128 170141183460469231731687303715884105727
//     half: Half 0.5
//     level: Level High
//     when: DateTime 01/02/2024 03:04:05
//     id: Guid 00000000-0000-0000-0000-000000000000
//     @return: String "True,1,-2,-3,4,5,-9223372036854775808,18446744073709551615c6170141183460469231731687303715884105727High"

namespace Shapes.Scalars;

public enum Level : byte { Low = 1, High = 200 }

public static class Scalars
{
    public static string All(bool b, byte u8, sbyte i8, short i16, ushort u16, uint u32, long i64, ulong u64, float f, double d, decimal m, char c, nint n, Int128 big, Half half, Level level, DateTime when, Guid id)
        => string.Join(",", b, u8, i8, i16, u16, u32, i64, u64) + c + n + big + level;
}

public static class Asset
{
    public static string Run()
        => Scalars.All(true, 1, -2, -3, 4, 5, long.MinValue, ulong.MaxValue, 1.5f, 2.5, 3.25m, 'c', 6, Int128.MaxValue, (Half)0.5, Level.High, new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), Guid.Empty);
}
