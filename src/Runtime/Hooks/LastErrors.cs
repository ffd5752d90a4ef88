using System.Runtime.InteropServices;

namespace Weaver.Hooks;

/// <summary>
/// What the program's last native call left behind on this thread. Our own work makes native calls too, and the program
/// may not have asked yet.
/// </summary>
internal readonly struct LastErrors
{
    private readonly int _pinvoke;
    private readonly int _system;

    private LastErrors(int pinvoke, int system) => (_pinvoke, _system) = (pinvoke, system);

    public static LastErrors Read() => new(Marshal.GetLastPInvokeError(), Marshal.GetLastSystemError());

    public void Restore()
    {
        Marshal.SetLastPInvokeError(_pinvoke);
        Marshal.SetLastSystemError(_system);
    }
}
