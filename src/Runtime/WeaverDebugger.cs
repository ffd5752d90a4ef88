using System;
using Weaver.Debugging;

namespace Weaver;

/// <summary>Live debugging of this process, for programs without a host. With a host use <c>builder.AddWeaver()</c>.</summary>
/// <remarks>Any thread may call any member at any time. No member throws because of configuration, files or the network.</remarks>
public static class WeaverDebugger
{
    /// <summary>Starts the debugger. Does nothing while it runs already, and nothing when it is switched off.</summary>
    /// <param name="options">Settings; null for the environment and the defaults.</param>
    /// <returns>True when the debugger runs after the call.</returns>
    public static bool Start(WeaverOptions? options = null) => ProcessDebugger.Start(options ?? new WeaverOptions());

    /// <summary>Removes every probe, shuts every gate and delivers what waits. Does nothing when the debugger is not running.</summary>
    /// <param name="deadline">Longest time to spend; null for <see cref="WeaverOptions.StopTimeout"/>.</param>
    public static void Stop(TimeSpan? deadline = null) => ProcessDebugger.Stop(deadline);

    /// <summary>What the debugger does now.</summary>
    public static WeaverStatus Status => ProcessDebugger.Status;
}
