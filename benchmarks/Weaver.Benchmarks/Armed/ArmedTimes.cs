using System;
using System.Diagnostics;
using System.Threading;

namespace Weaver.Benchmarks.Armed;

/// <summary>Times loops of calls.</summary>
internal static class ArmedTimes
{
    /// <summary>Fewer than the queue of events holds by default, so that none is refused.</summary>
    public const int CallsOfABurst = 800;

    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(1);

    /// <summary>So many calls that a round is long enough to be timed and short enough to fit between two interruptions.</summary>
    public static int CallsPerRound(Func<int, int> loop)
    {
        var calls = 1000;
        while (Time(loop, calls) is var took && took < s_round.TotalNanoseconds && calls < 1 << 28)
            calls *= took < s_round.TotalNanoseconds / 16 ? 8 : 2;
        return calls;
    }

    /// <summary>Nanoseconds of so many calls.</summary>
    public static double Time(Func<int, int> loop, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        loop(calls);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>Bytes that one call allocates on its own thread, on average.</summary>
    public static double Allocated(Func<int, int> loop, int calls)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        loop(calls);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
    }

    /// <summary>Nanoseconds until two threads, starting together, have each made so many calls.</summary>
    public static double TimeTwo(Func<int, int> loop, int calls)
    {
        using var barrier = new Barrier(2);
        var times = new double[2];
        var other = new Thread(() => Run(1));
        other.Start();
        Run(0);
        other.Join();
        return Math.Max(times[0], times[1]);

        void Run(int which)
        {
            loop(1000);
            barrier.SignalAndWait();
            times[which] = Time(loop, calls);
        }
    }
}
