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
    private static volatile WeaverStatus s_off = WeaverStatus.Off([]);

    public static WeaverStatus Status => s_current?.Status ?? s_off;

    public static bool Start(WeaverOptions options)
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
            debugger.Stop(deadline, settles: false);
            s_off = debugger.Status;
            s_current = null;
        }

        debugger.Settle();
    }

    private static void OnProcessExit(object? sender, EventArgs e) => Stop(null);
}
