using System;
using Weaver.Capture;
using Weaver.Common;

namespace Weaver.Signals;

/// <summary>Counts captures that are not complete as <c>capture.incomplete{reason}</c>, and fields that could not be read.</summary>
/// <remarks>Any thread may call. A capture context counts once under each reason.</remarks>
internal sealed class CaptureCounters
{
    private readonly (IncompleteReasons Reason, Counter Counter)[] _incomplete;
    private readonly Counter _skippedFields;

    public CaptureCounters(Counters counters)
    {
        var reasons = Array.FindAll(Enum.GetValues<IncompleteReasons>(), r => r != IncompleteReasons.None);
        _incomplete = Array.ConvertAll(reasons, r => (r, counters.Get($"capture.incomplete{{reason:{Name(r)}}}")));
        _skippedFields = counters.Get("capture.skippedFields");
    }

    public void Add(IncompleteReasons incomplete, int skippedFields = 0)
    {
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
