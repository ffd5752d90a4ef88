// shape: [UnsafeAccessor], an extern method that the runtime fills in
// probe: Access::Secret
//   left out: WVR1020
// probe: Access::Read
//   entry
//     box: Box { _content: Int32 4 }
//   return
//     box: Box { _content: Int32 4 }
//     @return: Int32 4

namespace Shapes.UnsafeAccessor;

public class Box
{
    private int _content = 4;

    public int Bump() => _content++;
}

public static class Access
{
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_content")]
    public static extern ref int Secret(Box box);

    public static int Read(Box box) => Secret(box);
}

public static class Asset
{
    public static string Run() => Access.Read(new Box()).ToString();
}
