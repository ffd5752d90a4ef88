using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;

namespace Weaver.Explore.Running;

/// <summary>How one process ended.</summary>
/// <param name="ExitCode">Null when it was ended because its time was over.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Errors">What it wrote to its standard error.</param>
/// <param name="Time">From start to end.</param>
internal sealed record ChildRun(int? ExitCode, [property: JsonIgnore] string Output, [property: JsonIgnore] string Errors, TimeSpan Time)
{
    // A process that a signal has ended has 128 and the number of the signal as its exit code.
    private const int FirstSignal = 128;

    // On Windows these are codes of the system for broken processes, all of them negative.
    private static readonly Dictionary<int, string> s_signals = new()
    {
        [4] = "SIGILL", [5] = "SIGTRAP", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE", [9] = "SIGKILL", [11] = "SIGSEGV", [15] = "SIGTERM",
    };

    /// <summary>Name of the signal, or of the system's code, that ended the process; null when it ended by itself.</summary>
    public string? Signal => ExitCode switch
    {
        null => null,
        > FirstSignal and var code => s_signals.GetValueOrDefault(code - FirstSignal),
        < -1 and var code => $"0x{code:X8}",
        _ => null,
    };

    public static async Task<ChildRun> StartAsync(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan limit)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        for (var i = 1; i < command.Count; i++)
            start.ArgumentList.Add(command[i]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var began = Stopwatch.GetTimestamp();
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(limit);
        int? code;
        try
        {
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
            code = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            code = null;
        }

        var time = Stopwatch.GetElapsedTime(began);
        return new ChildRun(code, await output.ConfigureAwait(false), await errors.ConfigureAwait(false), time);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            throw new OptionsException($"The command '{start.FileName}' could not be started: {e.Message}");
        }
    }
}
