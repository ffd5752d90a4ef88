using System;
using System.Diagnostics;
using System.Threading;

namespace Weaver.Capture;

/// <summary>Takes stacks with files and lines as long as there is time to read symbols, and with bare names otherwise.</summary>
/// <remarks>
/// Reading cannot be interrupted once it has begun, so it begins only when as much time is left as it lately took. Each
/// refusal halves what is expected: symbols that were slow to open once are quick from then on.
/// </remarks>
internal static class SymbolReading
{
    private static long s_expected;

    /// <summary>The stack of the exception, or of the calling thread when that is null.</summary>
    /// <param name="exception">An exception that was thrown, or null.</param>
    /// <param name="left">Time that may be spent.</param>
    /// <param name="hasSymbols">False when files and lines were left out for want of time.</param>
    public static StackTrace Take(Exception? exception, TimeSpan left, out bool hasSymbols)
    {
        var expected = Volatile.Read(ref s_expected);
        hasSymbols = left.Ticks > expected;
        var began = Stopwatch.GetTimestamp();
        var trace = exception is null ? new StackTrace(1, hasSymbols) : new StackTrace(exception, hasSymbols);
        Volatile.Write(ref s_expected, hasSymbols ? Stopwatch.GetElapsedTime(began).Ticks : expected / 2);
        return trace;
    }
}
