using System;
using Weaver.Capture;
using Weaver.Common;

namespace Weaver.Signals;

/// <summary>
/// Counts captures that are not complete as <c>capture.incomplete{reason}</c>, fields that could not be read, and captures
/// that were made while the process was short of memory.
/// </summary>
/// <remarks>Any thread may call. A capture context counts once under each reason.</remarks>
internal sealed class CaptureCounters
{
    private readonly (IncompleteReasons Reason, Counter Counter)[] _incomplete;
    private readonly Counter _skippedFields;
    private readonly Counter _underPressure;
    private readonly MemoryPressure? _memory;

    /// <param name="counters">Gets the counters.</param>
    /// <param name="memory">Says when memory is short; null leaves that out.</param>
    public CaptureCounters(Counters counters, MemoryPressure? memory = null)
    {
        _memory = memory;
        _underPressure = counters.Get("capture.underMemoryPressure");
        var reasons = Array.FindAll(Enum.GetValues<IncompleteReasons>(), r => r != IncompleteReasons.None);
        _incomplete = Array.ConvertAll(reasons, r => (r, counters.Get($"capture.incomplete{{reason:{Name(r)}}}")));
        _skippedFields = counters.Get("capture.skippedFields");
    }

    public void Add(IncompleteReasons incomplete, int skippedFields = 0)
    {
        _memory?.Refresh();
        if (_memory is { IsHigh: true })
            _underPressure.Increment();

        if (skippedFields != 0)
            _skippedFields.Add(skippedFields);

        if (incomplete == IncompleteReasons.None)
            return;

        foreach (var (reason, counter) in _incomplete)
        {
            if ((incomplete & reason) != 0)
                counter.Increment();
        }
    }

    private static string Name(IncompleteReasons reason)
    {
        var name = reason.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
