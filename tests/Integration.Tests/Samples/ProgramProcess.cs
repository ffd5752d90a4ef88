using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Weaver.Integration.Tests.Samples;

/// <summary>A program as a child process, its output with the time at which each line came.</summary>
internal class ProgramProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<(long At, string Text)> _lines = [];
    private readonly SemaphoreSlim _news = new(0);
    private int _errors;

    public ProgramProcess(string file, params string[] arguments)
        : this(file, [], arguments)
    {
    }

    /// <param name="file">The program.</param>
    /// <param name="environment">Variables besides those that the tests have themselves.</param>
    /// <param name="arguments">Of the program.</param>
    public ProgramProcess(string file, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The first hit compiles much of the runtime, which on a busy machine takes longer than a hit may.
        start.Environment["DD_DYNAMIC_INSTRUMENTATION_EVALUATION_TIMEOUT_MS"] = "1000";
        start.Environment["DD_DYNAMIC_INSTRUMENTATION_CAPTURE_TIMEOUT_MS"] = "10000";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Receive(e.Data);
        _process.ErrorDataReceived += (_, e) => Receive(e.Data is null ? null : $"error {Interlocked.Increment(ref _errors)}: {e.Data}");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int LineCount
    {
        get
        {
            lock (_lines)
                return _lines.Count;
        }
    }

    /// <summary>Waits for a line at or after an index, and returns when it came (a <see cref="Stopwatch"/> timestamp).</summary>
    public async Task<(int Index, long At, string Text)> LineAsync(int from, Func<string, bool> wanted, CancellationToken cancellation)
    {
        for (var index = from; ; index++)
        {
            while (index >= LineCount)
            {
                Assert.IsFalse(_process.HasExited && index >= LineCount, $"The program ended before the line came. Its output:\n{Output}");
                await _news.WaitAsync(TimeSpan.FromMilliseconds(200), cancellation);
            }

            (long At, string Text) line;
            lock (_lines)
                line = _lines[index];
            if (wanted(line.Text))
                return (index, line.At, line.Text);
        }
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Ends it at once; it gets no chance to do anything more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Types a line.</summary>
    public void Enter(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines.Select(line => line.Text));
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _news.Dispose();
    }

    private void Receive(string? line)
    {
        if (line is null)
            return;

        lock (_lines)
            _lines.Add((Stopwatch.GetTimestamp(), line));
        _news.Release();
    }
}
