using System;
using System.Threading;

namespace Weaver.Tests.Support;

/// <summary>Blocks every thread of the pool, and keeps it from growing, until it is disposed.</summary>
/// <remarks>Tests that use it run alone: everything in the process that needs the pool stands still meanwhile.</remarks>
public sealed class StarvedPool : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly int _workers;
    private readonly int _ports;

    public StarvedPool()
    {
        ThreadPool.GetMaxThreads(out _workers, out _ports);
        ThreadPool.GetMinThreads(out var least, out _);
        var most = Math.Max(least, Environment.ProcessorCount);
        if (!ThreadPool.SetMaxThreads(most, _ports))
            throw new InvalidOperationException("The size of the thread pool cannot be set.");

        // As many again wait in the queue, in front of whatever comes.
        var blocked = 0;
        for (var item = 0; item < 4 * most; item++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                Interlocked.Increment(ref blocked);
                _release.Wait();
            }, null);
        }

        Wait.Until(() => Volatile.Read(ref blocked) >= 1, "the pool took up the work that blocks it");
    }

    public void Dispose()
    {
        _release.Set();
        ThreadPool.SetMaxThreads(_workers, _ports);
    }
}
