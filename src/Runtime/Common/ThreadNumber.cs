using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Weaver.Common;

/// <summary>
/// A small number of the calling thread: no other living thread has it. What is kept under such a number has one writer at
/// a time, so that it can be counted up without the processors having to agree.
/// </summary>
/// <remarks>The number of a thread that has ended is given to another once the garbage collector has seen the end.</remarks>
internal static class ThreadNumber
{
    private static readonly Lock s_lock = new();
    private static readonly SortedSet<int> s_free = [];
    private static int s_taken;

    // One more than the number; 0 before the thread has one.
    [ThreadStatic]
    private static int t_number;

    // What a thread's statics refer to lives as long as the thread.
    [ThreadStatic]
    private static Holder? t_holder;

    /// <summary>From 0 on; the lowest that is free when the thread asks first.</summary>
    public static int Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => t_number is not 0 and var number ? number - 1 : Take();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Take()
    {
        var holder = new Holder();
        lock (s_lock)
        {
            if (s_free.Count == 0)
                holder.Number = s_taken++;
            else
                s_free.Remove(holder.Number = s_free.Min);
        }

        t_holder = holder;
        t_number = holder.Number + 1;
        return holder.Number;
    }

    private sealed class Holder
    {
        public int Number { get; set; } = -1;

        ~Holder()
        {
            if (Number < 0)
                return;

            lock (s_lock)
                s_free.Add(Number);
        }
    }
}
