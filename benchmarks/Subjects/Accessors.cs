using System.Linq;

namespace Weaver.Benchmarks.Subjects;

/// <summary>Accessors that compilers inline to one move. Not marked, so <c>Annotated</c> leaves them alone.</summary>
public static class Accessors
{
    private const int Turns = 20;

    private static readonly Point[] s_points = Enumerable.Range(0, 1000).Select(i => new Point(i)).ToArray();

    /// <summary>A loop that reads an automatic and a written-out property and sets the former.</summary>
    public static int Inlined()
    {
        var sum = 0;
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var point in s_points)
            {
                sum += point.X + point.Y;
                point.X = turn;
            }
        }

        return sum;
    }

    private sealed class Point(int y)
    {
        private readonly int _y = y;

        public int X { get; set; }

        public int Y => _y;
    }
}
