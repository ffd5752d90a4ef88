// shape: Empty instance constructor
// rows: 93
// probe: Thing::.ctor
//   left out: WVR1024
// line: A
//   error: No statement that can be probed starts

namespace Shapes.EmptyConstructor;

public class Thing
{
    public Thing()
    {
    } // line A
}

public static class Asset
{
    public static string Run() => new Thing().GetType().Name;
}
