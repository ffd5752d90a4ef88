using System.Threading;

namespace Weaver.Delivery.Host;

/// <summary>What the probes are on.</summary>
internal static class Work
{
    private static long s_sum;

    [Probeable]
    public static long Step(int number)
    {
        var sum = 0L;
        for (var i = 0; i < 10; i++)
            sum += number * i;

        Interlocked.Add(ref s_sum, sum);
        return sum;
    }
}
