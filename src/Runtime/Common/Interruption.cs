using System;
using System.Threading;

namespace Weaver.Common;

/// <summary>Keeps <see cref="Thread.Interrupt"/> for the program when it reaches a thread inside work of ours.</summary>
internal static class Interruption
{
    /// <summary>To be called where our work swallows what it threw: the program's next wait is interrupted instead of ours.</summary>
    /// <returns>True when it was an interruption: nothing of ours failed, and another wait of ours would throw again.</returns>
    public static bool Keep(Exception caught)
    {
        if (caught is not ThreadInterruptedException)
            return false;

        Thread.CurrentThread.Interrupt();
        return true;
    }
}
