using System;
using Weaver.Configuration;

namespace Weaver.Debugging;

/// <summary>Owns the lifecycle: builds the parts, starts and stops them.</summary>
internal sealed class Debugger(Settings settings, TimeProvider time)
{
    private bool _running;

    public WeaverStatus Status => new() { Enabled = _running, Complaints = settings.Complaints };

    public void Start() => _running = time is not null;

    public void Stop(TimeSpan? deadline) => _running = false;
}
