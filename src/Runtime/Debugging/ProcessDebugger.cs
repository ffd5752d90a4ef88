using System;
using System.Threading;
using Weaver.Configuration;

namespace Weaver.Debugging;

/// <summary>The one debugger of the process behind <see cref="WeaverDebugger"/>.</summary>
/// <remarks>Starting and stopping are serialized by a lock; the status is read without it.</remarks>
internal static class ProcessDebugger
{
    private static readonly Lock s_lock = new();
    private static volatile Debugger? s_current;
    private static TerminationSignal? s_terminate;
    private static volatile WeaverStatus s_off = WeaverStatus.Off([]);

    /// <summary>Null while none runs.</summary>
    public static Debugger? Current => s_current;

    public static WeaverStatus Status => s_current?.Status ?? s_off;

    /// <param name="options">Settings.</param>
    /// <param name="isHosted">Whether a host will stop it, on SIGTERM too.</param>
    public static bool Start(WeaverOptions options, bool isHosted = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (s_current is not null)
            return true;

        var settings = SettingsReader.Read(options);
        if (settings.Enabled)
            WeaverEventSource.Announce();

        Debugger debugger;
        lock (s_lock)
        {
            if (s_current is not null)
                return true;

            s_off = WeaverStatus.Off(settings.Complaints);
            if (!settings.Enabled)
                return false;

            debugger = new Debugger(settings, TimeProvider.System);
            debugger.Start(settles: false);
            s_current = debugger;
            AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
            s_terminate = new TerminationSignal(isHosted, static () => s_current?.FlushSoon(), static deadline => Stop(deadline));
        }

        debugger.Settle();
        return true;
    }

    public static void Stop(TimeSpan? deadline)
    {
        Debugger debugger;
        lock (s_lock)
        {
            if (s_current is not { } current)
                return;

            debugger = current;
            AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
            s_terminate?.Dispose();
            s_terminate = null;
            debugger.Stop(deadline, settles: false);
            s_off = debugger.Status;
            s_current = null;
        }

        debugger.Settle();
    }

    private static void OnProcessExit(object? sender, EventArgs e) => Stop(null);
}
