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
        lock (s_lock)
        {
            if (s_current is not null)
                return true;

            var settings = SettingsReader.Read(options);
            s_off = WeaverStatus.Off(settings.Complaints);
            if (!settings.Enabled)
                return false;

            var debugger = new Debugger(settings, TimeProvider.System);
            debugger.Start();
            s_current = debugger;
            AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
            return true;
        }
    }

    public static void Stop(TimeSpan? deadline)
    {
        lock (s_lock)
        {
            if (s_current is not { } debugger)
                return;

            AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
            debugger.Stop(deadline);
            s_off = debugger.Status;
            s_current = null;
        }
    }

    private static void OnProcessExit(object? sender, EventArgs e) => Stop(null);
}
