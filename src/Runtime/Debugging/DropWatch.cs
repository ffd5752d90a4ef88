using System;
using System.Collections.Generic;
using Weaver.Common;

namespace Weaver.Debugging;

/// <summary>Looks once a round whether events were dropped on their way, and tells when that begins and when it is over.</summary>
/// <remarks>One thread. It reads the counters only, so that no thread that hits a probe waits for it.</remarks>
internal sealed class DropWatch(Counters counters, SelfEvents events, Clock clock)
{
    private const string Prefix = "events.dropped{";

    // A minute without a drop, and it is over: a queue that is full now and then is one trouble.
    private static readonly TimeSpan s_calm = TimeSpan.FromMinutes(1);

    // The destination itself is in trouble then, and says so; or the debugger stops.
    private static readonly string[] s_toldElsewhere =
    [
        "uploadFailed", "uploadRejected", "noEndpoint", "fileFailed", "fileFull", "sinkFailed", "stopDeadline", "stopped",
    ];

    private readonly Dictionary<string, (long Count, long At)> _seen = new(StringComparer.Ordinal);

    public void Look()
    {
        foreach (var (name, count) in counters.Snapshot())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;

            var known = _seen.GetValueOrDefault(name);
            var labels = name[Prefix.Length..^1];
            if (count > known.Count)
            {
                _seen[name] = (count, clock.Timestamp);
                events.Dropped(labels, count - known.Count);
                if (!Array.Exists(s_toldElsewhere, reason => labels.Contains("reason:" + reason + ",", StringComparison.Ordinal)))
                    counters.Troubles.Begin(TroubleKind.Drops, labels, $"Events are dropped before they are sent ({labels}): more are produced than can be kept. Narrow the conditions of the probes, or raise QueueCapacity.");
            }
            else if (counters.Troubles.Has(TroubleKind.Drops, labels) && clock.Since(known.At) >= s_calm)
            {
                counters.Troubles.End(TroubleKind.Drops, labels, $"No more events are dropped before they are sent ({labels}).");
            }
        }
    }
}
