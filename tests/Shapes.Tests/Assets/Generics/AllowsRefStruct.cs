// shape: Generic method that allows ref structs
// note: what may be a ref struct cannot be stored
// probe: Taker::Take
//   hits: 2
//   entry
//     value: T (not captured: 'value' is a ref struct, which cannot be shown.)
//     number: Int32 1
//   return
//     value: T (not captured: 'value' is a ref struct, which cannot be shown.)
//     number: Int32 1
//     [Debug] copy: T (not captured: 'copy' is a ref struct, which cannot be shown.)
//     @return: String "ReadOnlySpan`11True"
//   entry 2
//     value: T (not captured: 'value' is a ref struct, which cannot be shown.)
//     number: Int32 2
//   return 2
//     value: T (not captured: 'value' is a ref struct, which cannot be shown.)
//     number: Int32 2
//     [Debug] copy: T (not captured: 'copy' is a ref struct, which cannot be shown.)
//     @return: String "String2True"

namespace Shapes.AllowsRefStruct;

public static class Taker
{
    public static string Take<T>(T value, int number) where T : allows ref struct
    {
        var copy = value;
        return typeof(T).Name + number + (Unsafe.SizeOf<T>() > 0);
    }
}

public static class Asset
{
    public static string Run() => Taker.Take(new ReadOnlySpan<char>(), 1) + Taker.Take("text", 2);
}
