namespace Weaver.Hooks;

/// <summary>Marks the threads that are inside our own work, so that a woven method called from there is not observed.</summary>
internal static class ReentrancyGuard
{
    public static bool IsBusy => HookThread.Current.IsBusy;

    public static bool TryEnter()
    {
        var thread = HookThread.Current;
        if (thread.IsBusy)
            return false;

        return thread.IsBusy = true;
    }

    public static void Exit() => HookThread.Current.IsBusy = false;
}
