// shape: TypedReference as a local
// probe: Typed::Read
//   entry
//     start: Int32 2
//   return
//     start: Int32 2
//     copy: Int32 5
//     [Debug] reference: TypedReference (not captured: 'reference' has a type that cannot be shown.)
//     @return: Int32 7

namespace Shapes.TypedReference;

public static class Typed
{
    public static int Read(int start)
    {
        var copy = start;
        var reference = __makeref(copy);
        __refvalue(reference, int) = 5;
        return copy + start;
    }
}

public static class Asset
{
    public static string Run() => Typed.Read(2).ToString();
}
