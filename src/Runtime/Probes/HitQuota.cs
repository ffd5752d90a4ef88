using System.Threading;

namespace Weaver.Probes;

/// <summary>How many events one content of a probe may still give. It outlives rebinding, and concurrent hits never pass it.</summary>
/// <remarks>Any thread may call. A place is taken before the work and then either used or given back, exactly once.</remarks>
internal sealed class HitQuota(int? most)
{
    private int _taken;
    private int _used;

    public bool IsUnlimited => most is null;

    /// <summary>All places are used; the probe waits for being taken out.</summary>
    public bool IsSpent => most is { } limit && Volatile.Read(ref _used) >= limit;

    public bool TryTake()
    {
        if (most is not { } limit || Interlocked.Increment(ref _taken) <= limit)
            return true;

        Interlocked.Decrement(ref _taken);
        return false;
    }

    public void GiveBack() => Interlocked.Decrement(ref _taken);

    /// <summary>The event is on its way. True for the last one.</summary>
    public bool Use() => most is { } limit && Interlocked.Increment(ref _used) == limit;
}
