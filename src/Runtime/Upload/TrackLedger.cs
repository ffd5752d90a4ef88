using System;
using System.Collections.Generic;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>Where the events of one track have gone. <c>Accepted</c> is always <c>Sent</c> + the drops + <c>InMemory</c>.</summary>
internal sealed record TrackTotals(long Accepted, long Sent, long InMemory, IReadOnlyDictionary<DropReason, long> Drops)
{
    public long Dropped
    {
        get
        {
            var sum = 0L;
            foreach (var count in Drops.Values)
                sum += count;
            return sum;
        }
    }
}

/// <summary>The books of one track: each event comes in once and leaves once, as sent or under a reason.</summary>
/// <remarks>Any thread may call. Each entry is made under one lock, so that a reading is exact at every instant.</remarks>
internal sealed class TrackLedger
{
    private readonly Lock _lock = new();
    private readonly long[] _drops = new long[DropReasons.Count];
    private readonly Counter[] _dropCounters = new Counter[DropReasons.Count];
    private readonly Counter _acceptedCounter;
    private readonly Counter _sentCounter;
    private long _accepted;
    private long _sent;
    private long _inMemory;

    public TrackLedger(Track track, Counters counters)
    {
        var name = Tracks.Name(track);
        _acceptedCounter = counters.Get($"events.accepted{{track:{name}}}");
        _sentCounter = counters.Get($"events.sent{{track:{name}}}");
        for (var reason = 0; reason < _dropCounters.Length; reason++)
            _dropCounters[reason] = counters.Get($"events.dropped{{reason:{DropReasons.Name((DropReason)reason)},track:{name}}}");
    }

    public TrackTotals Totals
    {
        get
        {
            lock (_lock)
            {
                var drops = new SortedDictionary<DropReason, long>();
                for (var reason = 0; reason < _drops.Length; reason++)
                {
                    if (_drops[reason] > 0)
                        drops.Add((DropReason)reason, _drops[reason]);
                }

                return new TrackTotals(_accepted, _sent, _inMemory, drops);
            }
        }
    }

    public void Accept()
    {
        lock (_lock)
        {
            _accepted++;
            _inMemory++;
        }

        _acceptedCounter.Increment();
    }

    public void Send(int count)
    {
        lock (_lock)
        {
            _sent += count;
            _inMemory -= count;
        }

        _sentCounter.Add(count);
    }

    public void Drop(DropReason reason, int count = 1)
    {
        lock (_lock)
        {
            _drops[(int)reason] += count;
            _inMemory -= count;
        }

        _dropCounters[(int)reason].Add(count);
    }
}
