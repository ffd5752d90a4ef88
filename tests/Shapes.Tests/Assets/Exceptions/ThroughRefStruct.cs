// shape: Exception through a method that returns a ref struct by reference
// rows: 37
// probe: Outer::Call
//   hits: 2
//   entry
//     this: Outer
//     limit: Int32 1
//   return
//     this: Outer
//     limit: Int32 1
//     window: Window (not captured: 'window' is a ref struct, which cannot be shown.)
//     throws System.InvalidOperationException "out of the window"
//   entry 2
//     this: Outer
//     limit: Int32 9
//   return 2
//     this: Outer
//     limit: Int32 9
//     window: Window (not captured: 'window' is a ref struct, which cannot be shown.)
//     @return: Int32 5
// probe: Window::Self
//   hits: 2
//   entry
//     window: Window (not captured: 'window' is a ref struct, which cannot be shown.)
//     limit: Int32 1
//   return
//     window: Window (not captured: 'window' is a ref struct, which cannot be shown.)
//     limit: Int32 1
//     throws System.InvalidOperationException "out of the window"
//   entry 2
//     window: Window (not captured: 'window' is a ref struct, which cannot be shown.)
//     limit: Int32 9
//   return 2
//     window: Window (not captured: 'window' is a ref struct, which cannot be shown.)
//     limit: Int32 9
//     @return: Window (not captured: '@return' is a ref struct, which cannot be shown.)

namespace Shapes.ThroughRefStruct;

public ref struct Window
{
    public int Start;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ref Window Self(ref Window window, int limit)
    {
        if (window.Start > limit)
            throw new InvalidOperationException("out of the window");

        return ref window;
    }
}

public class Outer
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Call(int limit)
    {
        var window = new Window { Start = 5 };
        return Window.Self(ref window, limit).Start;
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            return new Outer().Call(1).ToString();
        }
        catch (InvalidOperationException e)
        {
            return Shared.Describe(e) + new Outer().Call(9);
        }
    }
}
