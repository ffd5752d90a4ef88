using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Weaver.Debugging;

/// <summary>What we do at SIGTERM: deliver what waits before the process ends, and keep no handler of the program waiting for it.</summary>
/// <remarks>
/// The runtime calls handlers one after the other on a thread of its own, the latest first and all of them, and ends the
/// process when they have returned and none has taken the signal up; no other event tells of that end. So whoever came
/// first is called last and may take its time. Where a handler of the program was there before us, it would have to wait:
/// then we only begin to deliver, and the program stops the debugger itself.
/// </remarks>
internal sealed partial class TerminationSignal : IDisposable
{
    private const int Terminate = 15;

    // More than any system's sigaction has.
    private const int ActionBytes = 512;

    // Where it cannot be told who was there first.
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(500);

    private readonly bool _isHosted;
    private readonly Action _flushSoon;
    private readonly Action<TimeSpan?> _stop;
    private readonly PosixSignalRegistration? _registration;
    private readonly bool? _isFirst;

    /// <param name="isHosted">Whether a host will stop the debugger.</param>
    /// <param name="flushSoon">Begins to deliver, and waits for nothing.</param>
    /// <param name="stop">Delivers, within a time or the one of the settings.</param>
    public TerminationSignal(bool isHosted, Action flushSoon, Action<TimeSpan?> stop)
    {
        (_isHosted, _flushSoon, _stop) = (isHosted, flushSoon, stop);
        try
        {
            // The system calls the runtime from the first registration of anybody to the last.
            var before = CalledBySystem();
            _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
            _isFirst = before is { } action ? action != CalledBySystem() : null;
        }
        catch (Exception exception) when (exception is PlatformNotSupportedException or IOException)
        {
        }
    }

    public void Dispose() => _registration?.Dispose();

    // What the system calls at the signal; null where that cannot be asked.
    private static unsafe nint? CalledBySystem()
    {
        if (OperatingSystem.IsWindows())
            return null;

        try
        {
            var action = stackalloc nint[ActionBytes / sizeof(nint)];
            return GetAction(Terminate, null, action) == 0 ? action[0] : null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static unsafe partial int GetAction(int signal, void* action, void* old);

    private void OnSignal(PosixSignalContext context)
    {
        if (_isHosted || context.Cancel || _isFirst == false)
            _flushSoon();
        else
            _stop(_isFirst is null ? s_short : null);
    }
}
