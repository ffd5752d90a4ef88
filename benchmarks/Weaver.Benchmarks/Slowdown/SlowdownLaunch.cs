using System;
using System.Globalization;
using Weaver.Benchmarks.Copies;

namespace Weaver.Benchmarks.Slowdown;

/// <summary>One process that does one work with one copy, brings it to its final code, and prints the nanoseconds that a call takes at best.</summary>
internal static class SlowdownLaunch
{
    public const string Switch = "--slowdown-launch";

    private const int Rounds = 12;
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(120);

    public static void Run(string folder, Work work)
    {
        var call = new CopyContext(folder).Bind(work);
        WarmUp.Run(call);
        var calls = 1;
        while (Time(call, calls) is var taken && taken < s_round)
            calls = taken.TotalMilliseconds < 1 ? calls * 10 : (int)Math.Ceiling(calls * 1.1 * s_round.TotalMilliseconds / taken.TotalMilliseconds);

        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var taken = Time(call, calls);
            best = taken < best ? taken : best;
        }

        Console.WriteLine((best.TotalNanoseconds / calls).ToString("R", CultureInfo.InvariantCulture));
    }

    // Processor time, so that waiting for other programs does not count.
    private static TimeSpan Time(Func<int> call, int calls)
    {
        GC.Collect();
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < calls; i++)
            call();
        return Environment.CpuUsage.TotalTime - start;
    }
}
