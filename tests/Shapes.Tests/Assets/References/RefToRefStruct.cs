// shape: Method that returns a reference to a ref struct
// rows: 77
// probe: Windows::Pick
//   entry
//     a: Window (not captured: 'a' is a ref struct, which cannot be shown.)
//     b: Window (not captured: 'b' is a ref struct, which cannot be shown.)
//     first: Boolean False
//   return
//     a: Window (not captured: 'a' is a ref struct, which cannot be shown.)
//     b: Window (not captured: 'b' is a ref struct, which cannot be shown.)
//     first: Boolean False
//     @return: Window (not captured: '@return' is a ref struct, which cannot be shown.)

namespace Shapes.RefToRefStruct;

public ref struct Window
{
    public int Start;
}

public static class Windows
{
    public static ref Window Pick(ref Window a, ref Window b, bool first)
    {
        if (first)
            return ref a;

        return ref b;
    }
}

public static class Asset
{
    public static string Run()
    {
        var a = new Window { Start = 1 };
        var b = new Window { Start = 2 };
        Windows.Pick(ref a, ref b, false).Start += 10;
        return a.Start + " " + b.Start;
    }
}
