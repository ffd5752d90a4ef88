// shape: Exception through async recursion and a static method of a ref struct
// rows: 38
// probe: Inner::FallAsync
//   hits: 5
//   entry
//     depth: Int32 0
//   return
//     depth: Int32 0
//     throws System.InvalidOperationException "bottom"
//   entry 2
//     depth: Int32 1
//   return 2
//     depth: Int32 1
//     throws System.InvalidOperationException "bottom"
//   entry 3
//     depth: Int32 2
//   return 3
//     depth: Int32 2
//     throws System.InvalidOperationException "bottom"

namespace Shapes.AsyncRecursive;

public ref struct Inner
{
    public static async Task FallAsync(int depth)
    {
        await Task.Yield();
        if (depth == 0)
            throw new InvalidOperationException("bottom");

        await FallAsync(depth - 1);
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            Inner.FallAsync(4).GetAwaiter().GetResult();
            return "none";
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
