using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Weaver.Benchmarks;

/// <summary>Runs this program once more, with other arguments.</summary>
internal static class OwnProcess
{
    /// <summary>Waits for its end and returns what it printed; its errors go to our own.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it gets besides ours.</param>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public static string Run(IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Program(), .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{string.Join(' ', start.ArgumentList)}' ended with {process.ExitCode}. It printed:\n{output}");
    }

    // Started as "dotnet Weaver.Benchmarks.dll" the process is the host, which must be told what to run.
    private static string[] Program()
        => string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.OrdinalIgnoreCase)
            ? [typeof(OwnProcess).Assembly.Location]
            : [];
}
