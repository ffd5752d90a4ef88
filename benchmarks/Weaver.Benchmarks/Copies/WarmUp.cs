using System;
using System.Diagnostics;
using System.Runtime;
using System.Threading;

namespace Weaver.Benchmarks.Copies;

/// <summary>
/// Brings work to its final code. The runtime compiles a method anew in the background, up to twice, and only once no new
/// methods have appeared for 100 ms; on a busy machine that can take seconds.
/// </summary>
internal static class WarmUp
{
    private const int QuietPhases = 5;
    private static readonly TimeSpan s_phase = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs the works in turns until the runtime has compiled nothing for a while.</summary>
    public static void Run(params Func<int>[] works)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var quiet = 0; quiet < QuietPhases && Stopwatch.GetElapsedTime(begin) < s_limit;)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            foreach (var work in works)
            {
                // The runtime wants to have seen 30 calls.
                var start = Stopwatch.GetTimestamp();
                for (var calls = 0; calls < 40 || Stopwatch.GetElapsedTime(start) < s_phase; calls++)
                    work();
            }

            Thread.Sleep(s_pause);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }
}
