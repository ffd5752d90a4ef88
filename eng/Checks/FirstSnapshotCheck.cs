using System;
using System.Globalization;
using System.Linq;
using Weaver.Tests.Support.Soak;

namespace Weaver.Checks;

/// <summary>Prints how long changes of the configuration at an agent take until their first snapshots are there.</summary>
internal static class FirstSnapshotCheck
{
    // What remains for the work itself: requests, arming, the capture.
    private static readonly TimeSpan s_work = TimeSpan.FromMilliseconds(250);

    public static int Run(int changes)
    {
        using var run = new FirstSnapshotRun();
        var taken = run.Run(changes).Select(t => t.TotalSeconds).Order().ToList();
        var allowed = (run.PollInterval + FirstSnapshotRun.FlushInterval + s_work).TotalSeconds;
        Print($"{changes} changes at the agent; polled each {run.PollInterval.TotalSeconds} s, flushed at least each {FirstSnapshotRun.FlushInterval.TotalSeconds} s. From a change to its first snapshot at the agent, in seconds:");
        Console.WriteLine();
        Console.WriteLine("| least | median | most | allowed |");
        Console.WriteLine("|---|---|---|---|");
        Print($"| {taken[0]:0.00} | {taken[taken.Count / 2]:0.00} | {taken[^1]:0.00} | {allowed:0.00} |");
        return taken[^1] <= allowed ? 0 : 1;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
