// shape: Constructor that calls another of its type
// probe: Range::.ctor(System.Int32)
//   entry
//     this: Range { From: Int32 0, To: Int32 5 }
//     to: Int32 5
//   return
//     this: Range { From: Int32 0, To: Int32 5 }
//     to: Int32 5
// probe: Range::.ctor(System.Int32,System.Int32)
//   entry
//     this: Range { From: Int32 0, To: Int32 0 }
//     from: Int32 0
//     to: Int32 5
//   return
//     this: Range { From: Int32 0, To: Int32 5 }
//     from: Int32 0
//     to: Int32 5

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
