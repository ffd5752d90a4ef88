using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace Weaver.Common;

/// <summary>The named guardrail counters of one debugger: every drop, skip and error of ours has one.</summary>
/// <remarks>Any thread may call. Names are ours, never built from user data, so the set stays small.</remarks>
internal sealed class Counters
{
    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    /// <summary>The counters of the process, for code that belongs to no debugger in particular.</summary>
    public static Counters Process { get; } = new();

    /// <summary>What of the same debugger does not work now.</summary>
    public Troubles Troubles { get; } = new();

    /// <summary>The counter of that name, made on first use.</summary>
    public Counter Get(string name) => _counters.GetOrAdd(name, static key => new Counter(key));

    /// <summary>Counts one; allocates only on the first use of a name.</summary>
    public void Increment(string name) => Get(name).Increment();

    public void Add(string name, long count) => Get(name).Add(count);

    /// <summary>The present value, 0 for a name that was never counted.</summary>
    public long Read(string name) => _counters.TryGetValue(name, out var counter) ? counter.Value : 0;

    /// <summary>Every counter that was ever asked for, by name in ordinal order.</summary>
    public SortedDictionary<string, long> Snapshot()
    {
        var snapshot = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, counter) in _counters)
            snapshot[name] = counter.Value;
        return snapshot;
    }
}
