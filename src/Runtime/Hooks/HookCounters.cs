using System.Threading;

namespace Weaver.Hooks;

/// <summary>What the hooks themselves did not let through. Counts for the whole process.</summary>
internal static class HookCounters
{
    private static long s_refused;
    private static long s_reentrant;
    private static long s_failed;

    /// <summary>Calls that ran their original body because the stack was nearly used up, or because twins already held their share of it.</summary>
    public static long StackRefused => Interlocked.Read(ref s_refused);

    /// <summary>Calls that our own work made into woven code.</summary>
    public static long Reentrant => Interlocked.Read(ref s_reentrant);

    /// <summary>Hooks in which something of ours threw.</summary>
    public static long HookFailed => Interlocked.Read(ref s_failed);

    public static void AddStackRefused() => Interlocked.Increment(ref s_refused);

    public static void AddReentrant() => Interlocked.Increment(ref s_reentrant);

    public static void AddHookFailed() => Interlocked.Increment(ref s_failed);
}
