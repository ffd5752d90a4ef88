namespace Weaver.Benchmarks.Subjects;

/// <summary>
/// Loops that do little but call. The mark on the type is scope only: it makes <c>Annotated</c> weave all of it and
/// leaves the choice of <c>Balanced</c> as it is.
/// </summary>
[Probeable]
public static class Calls
{
    private const int Turns = 20_000;

    /// <summary>22 thousand calls of a small recursive method.</summary>
    public static int Fibonacci() => Fibonacci(20);

    /// <summary>A loop over a method that is small enough to be inlined.</summary>
    public static int SmallCalls()
    {
        var sum = 0;
        for (var i = 0; i < Turns; i++)
            sum = Small(sum, i);
        return sum;
    }

    /// <summary>A loop over a method with a short loop of its own, which every policy that sees it gates.</summary>
    public static int LoopCalls()
    {
        var sum = 0;
        for (var i = 0; i < Turns; i++)
            sum += BitCount(i);
        return sum;
    }

    private static int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);

    private static int Small(int sum, int i) => (sum * 31) + (i & 7);

    private static int BitCount(int value)
    {
        var count = 0;
        while (value != 0)
        {
            value &= value - 1;
            count++;
        }

        return count;
    }
}
