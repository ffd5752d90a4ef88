// shape: Constructor that calls another of its type
// probe: Range::.ctor(System.Int32)
//   left out: WVR1024
// probe: Range::.ctor(System.Int32,System.Int32)
//   left out: WVR1024

namespace Shapes.ConstructorChain;

public class Range
{
    public readonly int From, To;

    public Range(int to)
        : this(0, to)
    {
        GC.KeepAlive(this);
    }

    public Range(int from, int to)
    {
        From = from;
        To = to;
    }
}

public static class Asset
{
    public static string Run() => new Range(5).To.ToString();
}
