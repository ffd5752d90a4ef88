using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weaver;

namespace Shop.Live;

/// <summary>What a gate costs while it is shut, measured on the spot: one method twice, once with a gate and once without.</summary>
internal static class DormantCost
{
    public const int Calls = 1_000_000;
    public const int Rounds = 50;

    /// <summary>Nanoseconds per call, loop included: the best of several rounds, the two taking turns.</summary>
    public static (double Gated, double Plain) Measure()
    {
        WarmUp();
        double gated = double.MaxValue;
        double plain = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            gated = Math.Min(gated, Time(CallGated));
            plain = Math.Min(plain, Time(CallPlain));
        }

        return (gated, plain);
    }

    // The runtime compiles a method anew, optimized, only after it has been in use for some 100 ms.
    private static void WarmUp()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(600))
        {
            CallGated(10_000);
            CallPlain(10_000);
        }
    }

    private static double Time(Func<int, int> calls)
    {
        var start = Stopwatch.GetTimestamp();
        calls(Calls);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }

    // Four calls a turn, so that where the loop happens to lie in memory matters less than the gate.
    private static int CallGated(int calls)
    {
        int sum = 0;
        for (int i = 0; i < calls; i += 4)
            sum += Gated(i) + Gated(i + 1) + Gated(i + 2) + Gated(i + 3);
        return sum;
    }

    private static int CallPlain(int calls)
    {
        int sum = 0;
        for (int i = 0; i < calls; i += 4)
            sum += Plain(i) + Plain(i + 1) + Plain(i + 2) + Plain(i + 3);
        return sum;
    }

    // Neither is inlined, so that what remains is the gate. Inlining lost to a gate is what WeaverPolicy.Balanced avoids.
    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Gated(int i) => i * 31 + (i & 7);

    [NotProbeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Plain(int i) => i * 31 + (i & 7);
}
