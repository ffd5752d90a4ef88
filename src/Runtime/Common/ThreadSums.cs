using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Weaver.Common;

/// <summary>A sum that is added to on any thread and taken by one.</summary>
/// <remarks>
/// Each thread adds to a number of its own, so that adding neither waits nor makes processors take cache lines from each
/// other. Nothing is lost: what a taking does not see yet is in the next one.
/// </remarks>
internal sealed class ThreadSums
{
    // Numbers on either side that nobody writes: cells of two threads may lie side by side.
    private const int Gap = 8;

    private readonly Lock _lock = new();
    private double[]?[] _byThread = [];
    private double[] _taken = [];

    /// <param name="thread">The number of the calling thread, from <see cref="ThreadNumber"/>.</param>
    /// <param name="value">What to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int thread, double value)
    {
        var all = Volatile.Read(ref _byThread);
        var mine = (uint)thread < (uint)all.Length && all[thread] is { } known ? known : Create(thread);
        Volatile.Write(ref mine[Gap], mine[Gap] + value);
    }

    /// <summary>What was added since the last call of this. One thread at a time.</summary>
    public double Take()
    {
        var all = Volatile.Read(ref _byThread);
        if (_taken.Length < all.Length)
            Array.Resize(ref _taken, all.Length);

        var news = 0.0;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] is not { } one)
                continue;

            var sum = Volatile.Read(ref one[Gap]);
            news += sum - _taken[i];
            _taken[i] = sum;
        }

        return news;
    }

    private double[] Create(int number)
    {
        lock (_lock)
        {
            var all = _byThread;
            if (number >= all.Length)
                Array.Resize(ref all, number + 4);
            else if (all[number] is { } known)
                return known;

            var mine = new double[Gap + 1 + Gap];

            // Written before the row is shown: readers take no lock.
            Volatile.Write(ref all[number], mine);
            Volatile.Write(ref _byThread, all);
            return mine;
        }
    }
}
