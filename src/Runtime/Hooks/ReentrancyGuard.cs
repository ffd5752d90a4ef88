using System;

namespace Weaver.Hooks;

/// <summary>Marks the threads that are inside our own work, so that a woven method called from there is not observed.</summary>
internal static class ReentrancyGuard
{
    [ThreadStatic]
    private static bool t_busy;

    public static bool IsBusy => t_busy;

    public static bool TryEnter()
    {
        if (t_busy)
            return false;

        t_busy = true;
        return true;
    }

    public static void Exit() => t_busy = false;
}
