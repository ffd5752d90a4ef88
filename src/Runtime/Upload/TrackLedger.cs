using System;
using System.Collections.Generic;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>Where the events of one track have gone. <c>Accepted</c> + <c>Recovered</c> is always <c>Sent</c> + <c>Spooled</c> + the drops + <c>InMemory</c>.</summary>
internal sealed record TrackTotals(long Accepted, long Sent, long InMemory, IReadOnlyDictionary<DropReason, long> Drops)
{
    /// <summary>Events of earlier processes that were found in the spool.</summary>
    public long Recovered { get; init; }

    /// <summary>Events that are in the spool now.</summary>
    public long Spooled { get; init; }

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
    private readonly Counter _recoveredCounter;
    private readonly Counter _spooledCounter;
    private long _accepted;
    private long _sent;
    private long _inMemory;
    private long _recovered;
    private long _spooled;

    public TrackLedger(Track track, Counters counters)
    {
        var name = Tracks.Name(track);
        _acceptedCounter = counters.Get($"events.accepted{{track:{name}}}");
        _sentCounter = counters.Get($"events.sent{{track:{name}}}");
        _recoveredCounter = counters.Get($"events.recovered{{track:{name}}}");
        _spooledCounter = counters.Get($"events.spooled{{track:{name}}}");
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

                return new TrackTotals(_accepted, _sent, _inMemory, drops) { Recovered = _recovered, Spooled = _spooled };
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

    /// <summary>Events have gone from memory to disk.</summary>
    public void Spool(int count)
    {
        lock (_lock)
        {
            _spooled += count;
            _inMemory -= count;
        }

        _spooledCounter.Add(count);
    }

    /// <summary>Events of an earlier process were found on disk.</summary>
    public void Recover(int count)
    {
        lock (_lock)
        {
            _recovered += count;
            _spooled += count;
        }

        _recoveredCounter.Add(count);
    }

    public void SendSpooled(int count)
    {
        lock (_lock)
        {
            _sent += count;
            _spooled -= count;
        }

        _sentCounter.Add(count);
    }

    public void DropSpooled(DropReason reason, int count)
    {
        lock (_lock)
        {
            _drops[(int)reason] += count;
            _spooled -= count;
        }

        _dropCounters[(int)reason].Add(count);
    }
}
