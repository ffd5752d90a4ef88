using System;
using System.Threading;
using Weaver.Engine;
using Weaver.Hooks;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Recursion;

/// <summary>Prints how many bytes of stack one level of a recursion takes unwoven, woven with its gate shut, and with it open.</summary>
internal static class RecursionReport
{
    public const string Switch = "--recursion-launch";

    private const int Levels = 200;

    private static readonly string[] s_shapes = ["Small", "Locals", "Arguments", "Guarded", "Generic"];

    // The address of a local of the deepest level, against one of the caller's: that is all that a level takes.
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;

        public static unsafe class Deep
        {
            [MethodImpl(MethodImplOptions.NoInlining)]
            static long Here() { byte here; return (long)&here; }

            [MethodImpl(MethodImplOptions.NoInlining)]
            static long Small(int n) => n == 0 ? Here() : Small(n - 1) + 0;

            [MethodImpl(MethodImplOptions.NoInlining)]
            static long Locals(int n)
            {
                var text = n.ToString();
                var price = n * 1.5m;
                var when = new DateTime(n);
                var list = new List<int> { n };
                var result = n == 0 ? Here() : Locals(n - 1);
                GC.KeepAlive(text); GC.KeepAlive(list);
                return price + when.Ticks > 0 ? result : result + 0;
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            static long Arguments(int n, string a, object b, decimal c, DateTime d, long e, Guid f)
            {
                var result = n == 0 ? Here() : Arguments(n - 1, a, b, c, d, e, f);
                GC.KeepAlive(a);
                return result;
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            static long Guarded(int n)
            {
                try { return n == 0 ? Here() : Guarded(n - 1); }
                finally { GC.KeepAlive(null); }
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            static long Generic<T>(int n, T value)
            {
                var result = n == 0 ? Here() : Generic(n - 1, value);
                GC.KeepAlive(value);
                return result;
            }

            public static long Down(string shape, int n) => Here() - shape switch
            {
                "Small" => Small(n),
                "Locals" => Locals(n),
                "Arguments" => Arguments(n, "", null, 1, default, 2, default),
                "Guarded" => Guarded(n),
                _ => Generic(n, "text"),
            };
        }
        """;

    public static void Run()
    {
        Console.WriteLine($"Bytes of stack for one level of a recursion. Open twins of one thread may take {StackBudget.MaxBytes / 1024} KB together, then originals run.");
        Console.WriteLine();
        Console.WriteLine("| shape | code | unwoven | gate shut | gate open | more |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.Write(OwnProcess.Run([Switch, "first"], ("DOTNET_TieredCompilation", "1")));
        Console.Write(OwnProcess.Run([Switch, "optimized"], ("DOTNET_TieredCompilation", "0")));
    }

    /// <summary>One process for one kind of code.</summary>
    public static void Measure(string code)
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release, new WeaverConfig { Policy = WeaverPolicy.Exhaustive });
        foreach (var shape in s_shapes)
        {
            var unwoven = OnThread(() => ALevel(levels => (long)woven.CallOriginal("Deep", "Down", shape, levels)!));
            var shut = OnThread(() => ALevel(levels => (long)woven.Call("Deep", "Down", shape, levels)!));
            woven.Module.TrySet(woven.GateOf(shape), 1);
            var open = OnThread(() => ALevel(levels => (long)woven.Call("Deep", "Down", shape, levels)!));
            Console.WriteLine($"| {shape} | {code} | {unwoven} | {shut} | {open} | {open - unwoven} |");
        }
    }

    private static long ALevel(Func<int, long> down) => (down(Levels) - down(0)) / Levels;

    private static long OnThread(Func<long> measure)
    {
        var result = 0L;
        var thread = new Thread(() => result = measure(), 16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return result;
    }
}
