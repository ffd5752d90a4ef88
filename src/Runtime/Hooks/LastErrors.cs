using System.Runtime.InteropServices;

namespace Weaver.Hooks;

/// <summary>
/// What the program's last native call left behind on this thread. Our own work makes native calls too, and the program
/// may not have asked yet. Reading and restoring takes longer than a simple condition, which makes no such call.
/// </summary>
internal ref struct LastErrors
{
    private int _pinvoke;
    private int _system;
    private bool _isKept;

    /// <summary>Reads them, once. Call before anything that may make a native call.</summary>
    public void Keep()
    {
        if (_isKept)
            return;

        _isKept = true;
        _pinvoke = Marshal.GetLastPInvokeError();
        _system = Marshal.GetLastSystemError();
    }

    /// <summary>Puts back what was kept, if anything was.</summary>
    public readonly void Restore()
    {
        if (!_isKept)
            return;

        Marshal.SetLastPInvokeError(_pinvoke);
        Marshal.SetLastSystemError(_system);
    }
}
