using System;
using System.Diagnostics;
using System.Threading;

namespace Weaver.Tests.Support;

/// <summary>Waits for things that other threads do. The one place of the tests that lets time pass.</summary>
public static class Wait
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    /// <summary>Returns as soon as the condition holds, and fails the test when it does not within the deadline.</summary>
    /// <param name="condition">Asked again and again, on the calling thread.</param>
    /// <param name="what">Completes the sentence "Waited in vain until ...".</param>
    /// <param name="deadline">Default 20 s: generous, since a busy machine is no failure.</param>
    public static void Until(Func<bool> condition, string what, TimeSpan? deadline = null)
    {
        var watch = Stopwatch.StartNew();
        var limit = deadline ?? s_deadline;
        while (!condition())
        {
            if (watch.Elapsed > limit)
                throw new TimeoutException($"Waited in vain until {what} ({limit.TotalSeconds:0.#} s).");
            Thread.Sleep(2);
        }
    }

    /// <summary>Waits until there is a value, and returns it.</summary>
    public static T For<T>(Func<T?> find, string what, TimeSpan? deadline = null)
        where T : class
    {
        T? found = null;
        Until(() => (found = find()) is not null, what, deadline);
        return found!;
    }
}
