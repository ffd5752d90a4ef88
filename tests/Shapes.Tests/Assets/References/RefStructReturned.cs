// shape: Method of a ref struct that returns one by value
// rows: 76
// probe: Window::Next
//   entry
//     this: Window (not captured: 'this' is a ref struct, which cannot be shown.)
//     by: Int32 4
//   return
//     this: Window (not captured: 'this' is a ref struct, which cannot be shown.)
//     by: Int32 4
//     [Debug] next: Window (not captured: 'next' is a ref struct, which cannot be shown.)
//     @return: Window (not captured: '@return' is a ref struct, which cannot be shown.)

namespace Shapes.RefStructReturned;

public ref struct Window
{
    public int Start;

    public Window Next(int by)
    {
        var next = new Window { Start = Start + by };
        return next;
    }
}

public static class Asset
{
    public static string Run() => new Window { Start = 1 }.Next(4).Start.ToString();
}
