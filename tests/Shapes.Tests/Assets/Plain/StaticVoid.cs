// shape: Static method without arguments or result
// rows: 7
// probe: Log::Clear
//   entry
//   return

namespace Shapes.StaticVoid;

public class Log
{
    public static int Lines { get; private set; }

    public static void Clear() => Lines = 4;
}

public static class Asset
{
    public static string Run()
    {
        Log.Clear();
        return Log.Lines.ToString();
    }
}
