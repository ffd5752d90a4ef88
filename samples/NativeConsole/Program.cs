using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Weaver;

namespace NativeConsole;

/// <summary>
/// A console program that is published to native code and debugged live all the same. It watches a probe file and prints
/// each hit as one line of JSON, until the time is over or Enter is pressed.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length != 2 || !double.TryParse(args[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            Console.Error.WriteLine("usage: NativeConsole PROBE-FILE SECONDS");
            return 2;
        }

        var options = new WeaverOptions
        {
            ProbeFiles = [Path.GetFullPath(args[0])],
            ProbeFileInterval = TimeSpan.FromMilliseconds(50),
            UploadInterval = TimeSpan.FromMilliseconds(50),
            // Values are shown whole, however busy the machine is.
            CaptureTimeout = TimeSpan.FromSeconds(5),
            EvaluationTimeout = TimeSpan.FromSeconds(1),
            Sinks = { new ConsoleSink() },
        };
        WeaverDebugger.Start(options);
        Console.WriteLine("ready");
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        new Thread(() => EndAtEnter(end)) { IsBackground = true }.Start();
        var measured = await new Station("north").RunAsync(end.Token);
        Console.WriteLine($"days {measured.Days}, warmest {measured.Warmest}");
        Report(WeaverDebugger.Status);
        WeaverDebugger.Stop();
        return 0;
    }

    private static void EndAtEnter(CancellationTokenSource end)
    {
        // Without anybody at the keyboard there is no line, and the time decides.
        if (Console.ReadLine() is not null)
            end.Cancel();
    }

    private static void Report(WeaverStatus status)
    {
        foreach (var module in status.Modules)
            Console.WriteLine($"module {module.Name}: {module.Methods} methods {module.Error}");
        foreach (var probe in status.Probes)
            Console.WriteLine($"probe {probe.Id}: {probe.Status} {probe.Message} hits {probe.Hits}, captured {probe.Captured}");
        foreach (var (reason, count) in status.Dropped)
            Console.WriteLine($"dropped {reason}: {count}");
        foreach (var complaint in status.Complaints)
            Console.WriteLine($"complaint {complaint}");
    }
}
