// shape: Method on a thread of its own, with thread statics
// probe: Threads::Work
//   entry
//     start: Int32 5
//     static t_value: Int32 0
//   return
//     start: Int32 5
//     @return: Int32 5
//     static t_value: Int32 5

namespace Shapes.ThreadStatics;

public static class Threads
{
    [ThreadStatic]
    private static int t_value;

    public static int Work(int start)
    {
        t_value += start;
        return t_value;
    }
}

public static class Asset
{
    public static string Run()
    {
        var result = 0;
        var thread = new Thread(() => result = Threads.Work(5));
        thread.Start();
        thread.Join();
        return result.ToString();
    }
}
