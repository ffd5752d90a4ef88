// shape: Static method without arguments or result
// rows: 7
// probe: Log::Clear
//   entry
//     static Lines: Int32 9
//   return
//     static Lines: Int32 4

namespace Shapes.StaticVoid;

public class Log
{
    public static int Lines { get; set; }

    public static void Clear() => Lines = 4;
}

public static class Asset
{
    public static string Run()
    {
        Log.Lines = 9;
        Log.Clear();
        return Log.Lines.ToString();
    }
}
