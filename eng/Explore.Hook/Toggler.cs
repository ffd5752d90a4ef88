using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using Weaver.Hooks;

namespace Weaver.Explore.Hook;

/// <summary>One thread that opens and shuts random gates as long as the program runs.</summary>
internal sealed class Toggler
{
    // So many flips in a row, then the program gets the processor.
    private const int FlipsInTurn = 256;

    private readonly Lock _lock = new();
    private readonly List<WovenModule> _modules = [];
    private readonly Random _random;
    private readonly Thread _thread;
    private volatile bool _stopped;

    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It must be repeatable.")]
    public Toggler(int seed)
    {
        _random = new Random(seed);
        _thread = new Thread(Run) { IsBackground = true, Name = "Weaver.Explore toggler" };
        _thread.Start();
    }

    public void Add(WovenModule module)
    {
        if (module.Count == 0)
            return;

        lock (_lock)
            _modules.Add(module);
    }

    public void Stop()
    {
        _stopped = true;
        _thread.Join();
    }

    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It must be repeatable.")]
    private void Run()
    {
        while (!_stopped)
        {
            lock (_lock)
            {
                for (var i = 0; i < FlipsInTurn && _modules.Count > 0; i++)
                {
                    var module = _modules[_random.Next(_modules.Count)];
                    module.TrySet(_random.Next(module.Count), (byte)_random.Next(2));
                }
            }

            Thread.Yield();
        }
    }
}
