using System.Runtime.CompilerServices;
using System.Threading;

namespace Weaver.Common;

/// <summary>A row of numbers that only grow, counted on any thread and read as sums.</summary>
/// <remarks>
/// Each thread counts in an array of its own, so that counting neither waits nor makes processors take cache lines from
/// each other. Sums are exact: nothing that was counted before a reading is missing from it once the threads that count
/// have been waited for.
/// </remarks>
/// <param name="length">Numbers in the row.</param>
internal sealed class ThreadCounts(int length)
{
    // Longs on either side that nobody writes: arrays of two threads may lie side by side.
    private const int Gap = 8;

    private readonly Lock _lock = new();
    private long[]?[] _byThread = [];

    /// <summary>Counts and returns what the calling thread has counted so far under that index.</summary>
    public long Add(int index, long count = 1) => Add(ThreadNumber.Current, index, count);

    /// <inheritdoc cref="Add(int, long)"/>
    /// <param name="thread">The number of the calling thread, from <see cref="ThreadNumber"/>.</param>
    /// <param name="index">What to count.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Add(int thread, int index, long count)
    {
        var all = Volatile.Read(ref _byThread);
        var mine = (uint)thread < (uint)all.Length && all[thread] is { } known ? known : Create(thread);
        ref var value = ref mine[Gap + index];
        var sum = value + count;
        Volatile.Write(ref value, sum);
        return sum;
    }

    /// <summary>Counts one under each of two indexes and returns what the calling thread has counted so far under the second.</summary>
    public long AddBoth(int thread, int first, int second)
    {
        var all = Volatile.Read(ref _byThread);
        var mine = (uint)thread < (uint)all.Length && all[thread] is { } known ? known : Create(thread);
        Volatile.Write(ref mine[Gap + first], mine[Gap + first] + 1);
        var sum = mine[Gap + second] + 1;
        Volatile.Write(ref mine[Gap + second], sum);
        return sum;
    }

    /// <summary>Counts one under each of three indexes.</summary>
    public void AddEach(int thread, int first, int second, int third)
    {
        var all = Volatile.Read(ref _byThread);
        var mine = (uint)thread < (uint)all.Length && all[thread] is { } known ? known : Create(thread);
        Volatile.Write(ref mine[Gap + first], mine[Gap + first] + 1);
        Volatile.Write(ref mine[Gap + second], mine[Gap + second] + 1);
        Volatile.Write(ref mine[Gap + third], mine[Gap + third] + 1);
    }

    /// <summary>What all threads have counted under that index.</summary>
    public long Sum(int index)
    {
        var sum = 0L;
        foreach (var one in Volatile.Read(ref _byThread))
        {
            if (one is not null)
                sum += Volatile.Read(ref one[Gap + index]);
        }

        return sum;
    }

    private long[] Create(int number)
    {
        lock (_lock)
        {
            var all = _byThread;
            if (number >= all.Length)
                System.Array.Resize(ref all, number + 4);
            else if (all[number] is { } known)
                return known;

            var mine = new long[Gap + length + Gap];

            // Written before the row is shown: readers take no lock.
            Volatile.Write(ref all[number], mine);
            Volatile.Write(ref _byThread, all);
            return mine;
        }
    }
}
