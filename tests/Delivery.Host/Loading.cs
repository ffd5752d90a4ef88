using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Weaver.Debugging;
using Weaver.Upload;

namespace Weaver.Delivery.Host;

/// <summary>Calls the probed method on two threads, and prints the books when the process ends, however it comes to that.</summary>
internal static class Loading
{
    /// <param name="folder">Of the spool; <c>-</c> for none.</param>
    /// <param name="agent">The agent's address.</param>
    /// <param name="calls">Calls after which the program ends without stopping the debugger; 0 for never.</param>
    public static int Run(string folder, string agent, int calls)
    {
        var options = Probes.Options(agent);
        options.SpoolFolder = folder == "-" ? null : folder;
        options.StopTimeout = TimeSpan.FromSeconds(4);
        Debugger? debugger = null;
        // As a program should that listens itself; nobody else does it for one that listened first.
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
        {
            WeaverDebugger.Stop();
            PrintBooks(debugger!);
        });
        if (!WeaverDebugger.Start(options))
            return 1;

        debugger = ProcessDebugger.Current!;
        // After Weaver's own handler, because it was added later.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => PrintBooks(debugger);

        var called = 0;
        for (var thread = 0; thread < 2; thread++)
            new Thread(() =>
            {
                // Until the end of the process, with room for others to breathe.
                while (calls == 0 || Volatile.Read(ref called) < calls)
                {
                    Work.Step(Interlocked.Increment(ref called));
                    Thread.Sleep(1);
                }
            }) { IsBackground = true }.Start();

        while (Volatile.Read(ref called) < 300 || debugger.Status.Hits == 0)
            Thread.Sleep(5);

        Console.WriteLine("ready");
        while (calls == 0 || Volatile.Read(ref called) < calls)
            Thread.Sleep(20);

        return 0;
    }

    private static void PrintBooks(Debugger debugger)
    {
        foreach (var track in Tracks.All.ToArray())
            PrintBooks(track, debugger.Parts.Uploaders.Select(uploader => uploader.Totals(track)).Single());
    }

    public static void PrintBooks(Track track, TrackTotals totals) =>
        Console.WriteLine($"books {Tracks.Name(track)} accepted={totals.Accepted} recovered={totals.Recovered} sent={totals.Sent} spooled={totals.Spooled} dropped={totals.Dropped} memory={totals.InMemory} {string.Join(' ', totals.Drops.Select(drop => DropReasons.Name(drop.Key) + ":" + drop.Value))}");
}
