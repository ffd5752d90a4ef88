// shape: Empty instance constructor
// rows: 93
// probe: Thing::.ctor
//   entry
//     this: Thing
//   return
//     this: Thing
// line: A
//   hit
//     this: Thing

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
