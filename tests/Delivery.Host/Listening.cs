using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Weaver.Delivery.Host;

/// <summary>Calls the probed method a few times and waits for its end, with or without a handler of its own for SIGTERM.</summary>
internal static class Listening
{
    private const int Calls = 5;

    /// <param name="agent">The agent's address.</param>
    /// <param name="when">The handler is there <c>before</c> the debugger and takes the signal up, comes <c>after</c> it and only looks on, or <c>never</c>.</param>
    public static int Run(string agent, string when)
    {
        using var end = new ManualResetEventSlim();
        using var before = when == "before" ? PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            Console.WriteLine($"told to end, debugger {(WeaverDebugger.Status.Enabled ? "runs" : "has ended")}");
            end.Set();
        }) : null;

        var options = Probes.Options(agent);
        options.StopTimeout = TimeSpan.FromSeconds(5);
        options.UploadInterval = TimeSpan.FromMinutes(1);
        if (!WeaverDebugger.Start(options))
            return 1;

        using var after = when == "after" ? PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => Console.WriteLine("told to end")) : null;

        // A probe is armed some time after the start; calls before that are no hits.
        while (WeaverDebugger.Status.Hits == 0)
        {
            Work.Step(0);
            Thread.Sleep(5);
        }

        for (var number = 1; number <= Calls; number++)
            Work.Step(number);

        Console.WriteLine("ready");
        end.Wait();
        Console.WriteLine("ended");
        return 0;
    }
}
