using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Hooks;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Rewriting;

/// <summary>A recursion that fits the stack without probes fits it with open gates, too.</summary>
[TestClass]
public sealed class RecursionTests
{
    private const int StackBytes = 2 * 1024 * 1024;

    // What open gates may cost together, and the reserve below which the runtime tells that the stack is nearly used up.
    private const int ToSpare = StackBudget.MaxBytes + (192 * 1024);

    private const string Source = """
        using System;
        using System.Runtime.CompilerServices;

        public static class Deep
        {
            public static long Lowest;

            [MethodImpl(MethodImplOptions.NoInlining)]
            public static unsafe int Plain(int levels)
            {
                if (levels == 0)
                {
                    byte here;
                    Lowest = (long)&here;
                    return 0;
                }

                return Plain(levels - 1) + 1;
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            public static unsafe int Busy(int levels)
            {
                var text = levels.ToString();
                var price = (decimal)levels;
                var when = new DateTime(levels);
                try
                {
                    if (levels == 0)
                    {
                        byte here;
                        Lowest = (long)&here;
                        return 0;
                    }

                    return Busy(levels - 1) + (text.Length > 0 ? 1 : (int)price + when.Day);
                }
                finally
                {
                    GC.KeepAlive(text);
                }
            }

            public static unsafe long Measure(Func<int, int> recursion, int levels)
            {
                byte here;
                var top = (long)&here;
                recursion(levels);
                return top - Lowest;
            }

            public static long OfPlain(int levels) => Measure(Plain, levels);

            public static long OfBusy(int levels) => Measure(Busy, levels);
        }
        """;

    [TestMethod]
    [DataRow("Plain")]
    [DataRow("Busy")]
    public void Recursion_ThatUsesMostOfTheStack_SurvivesOpenGates(string shape)
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Debug);
        var gate = woven.GateOf(shape);
        const int Sample = 100;
        var bytes = OnThread(() => (long)woven.CallOriginal("Deep", "Of" + shape, Sample)! / Sample);
        var levels = (int)((StackBytes - ToSpare) / bytes);
        Assert.AreEqual(levels, OnThread(() => (int)woven.CallOriginal("Deep", shape, levels)!));
        var refused = HookCounters.StackRefused;

        woven.Module.TrySet(gate, 1);
        Assert.AreEqual(levels, OnThread(() => (int)woven.Call("Deep", shape, levels)!));

        Assert.IsGreaterThan(refused, HookCounters.StackRefused, "Calls past the budget ran their original body, counted.");
    }

    [TestMethod]
    public void Recursion_ThatEnded_LeavesTheBudgetWhole()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Debug);
        woven.Module.TrySet(woven.GateOf("Plain"), 1);

        OnThread(() =>
        {
            woven.Call("Deep", "Plain", 2000);
            var refused = HookCounters.StackRefused;
            for (var i = 0; i < 1000; i++)
                woven.Call("Deep", "Plain", 20);

            Assert.AreEqual(refused, HookCounters.StackRefused, "Twins that are gone hold nothing.");
            return 0;
        });
    }

    private static T OnThread<T>(Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }, StackBytes);
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new AssertFailedException("The thread failed: " + failure, failure);
    }
}
