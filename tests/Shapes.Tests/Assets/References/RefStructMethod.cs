// shape: Instance method of a ref struct
// rows: 75, 78
// probe: Window::Show
//   entry
//     this: Window (not captured: 'this' is a ref struct, which cannot be shown.)
//     length: Int32 2
//   return
//     this: Window (not captured: 'this' is a ref struct, which cannot be shown.)
//     length: Int32 2
//     end: Int32 3
//     @return: String "win"
// line: A
//   hit
//     this: Window (not captured: 'this' is a ref struct, which cannot be shown.)
//     length: Int32 2
//     end: Int32 3

namespace Shapes.RefStructMethod;

public ref struct Window
{
    public int Start;
    public Span<char> Text;

    public string Show(int length)
    {
        var end = Start + length;
        Start++; // line A
        return Text[..end].ToString();
    }
}

public static class Asset
{
    public static string Run()
    {
        var window = new Window { Start = 1, Text = "window".ToCharArray() };
        return window.Show(2) + window.Start;
    }
}
