// shape: Method that never returns normally
// probe: Loops::Spin
//   entry
//     limit: Int32 3
//   return
//     limit: Int32 3
//     i: Int32 3
//     throws System.OperationCanceledException "spun"

namespace Shapes.InfiniteLoopExit;

public static class Loops
{
    public static void Spin(int limit)
    {
        for (var i = 0; ; i++)
        {
            if (i == limit)
                throw new OperationCanceledException("spun");
        }
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            Loops.Spin(3);
            return "never";
        }
        catch (OperationCanceledException e)
        {
            return e.Message;
        }
    }
}
