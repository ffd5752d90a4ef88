using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Rewriting;

/// <summary>A woven program answers alike with its gates shut and open, in Debug and Release.</summary>
[TestClass]
public sealed class GateTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;

        public static class Program
        {
            public static string Run()
            {
                var log = new List<string>();
                log.Add(Fib(15).ToString());
                log.Add(Loop(new[] { 3, 1, 2 }));
                log.Add(Try("x", log));
                log.Add(Try("12", log));
                log.Add(Filter(log));
                log.Add(new Box<string>("b").Both<int>(5));
                log.Add(new Pair<int> { A = 1, B = 2 }.Sum().ToString());
                log.Add(Ref());
                log.Add(string.Join(",", Lambdas(3)));
                log.Add(Span("hello"));
                log.Add(Switch(2) + Switch(9));
                log.Add(Async(4).GetAwaiter().GetResult().ToString());
                log.Add(AsyncThrow(log).GetAwaiter().GetResult());
                log.Add(GenericAsync<string>("g").AsTask().GetAwaiter().GetResult());
                log.Add(((IShape)new Square()).Name());
                log.Add(Many());
                return string.Join("|", log);
            }

            static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);

            static string Loop(int[] values)
            {
                var total = 0;
                for (var i = 0; i < values.Length; i++)
                {
                    if (values[i] == 1) continue;
                    total += values[i] * i;
                }
                foreach (var value in values) total += value;
                while (total > 100) total--;
                return "loop" + total;
            }

            static string Try(string text, List<string> log)
            {
                try
                {
                    return "parsed" + int.Parse(text);
                }
                catch (FormatException e) when (text.Length == 1)
                {
                    return "bad" + e.GetType().Name;
                }
                finally
                {
                    log.Add("finally");
                }
            }

            static string Filter(List<string> log)
            {
                try
                {
                    try { Thrower(log); }
                    finally { log.Add("inner finally"); }
                }
                catch (Exception e) when (Note(log, e)) { return "never"; }
                catch (InvalidOperationException e) { return "caught " + e.Message; }
                return "none";
            }

            static bool Note(List<string> log, Exception e) { log.Add("filter " + e.Message); return false; }

            static void Thrower(List<string> log)
            {
                try { throw new InvalidOperationException("boom"); }
                finally { log.Add("thrower finally"); }
            }

            static string Ref()
            {
                var x = 1; var y = 2;
                Swap(ref x, ref y);
                Out(out var z);
                ref var first = ref First(new[] { 7, 8 });
                first++;
                return x + "," + y + "," + z + "," + first;
            }

            static void Swap<T>(ref T a, ref T b) { var t = a; a = b; b = t; }
            static void Out(out string z) { z = "out"; }
            static ref int First(int[] a) => ref a[0];

            static IEnumerable<int> Lambdas(int n)
            {
                var captured = n * 2;
                int Local(int q) => q + captured;
                return Enumerable.Range(0, n).Where(i => i % 2 == 0).Select(i => Local(i) + n).ToArray();
            }

            static string Span(ReadOnlySpan<char> text)
            {
                Span<char> copy = stackalloc char[text.Length];
                text.CopyTo(copy);
                copy.Reverse();
                return new string(copy);
            }

            static string Switch(int n)
            {
                switch (n)
                {
                    case 0: return "zero";
                    case 1: return "one";
                    case 2: goto case 0;
                    default: return "many";
                }
            }

            static async Task<int> Async(int n)
            {
                var sum = 0;
                for (var i = 0; i < n; i++)
                {
                    await Task.Yield();
                    sum += await Inner(i);
                }
                try { await Task.Delay(1); }
                finally { sum++; }
                return sum;
            }

            static async ValueTask<int> Inner(int i)
            {
                if (i % 2 == 0) return i;
                await Task.Yield();
                return i * 10;
            }

            static async Task<string> AsyncThrow(List<string> log)
            {
                try { await Fails(log); return "no"; }
                catch (ArgumentException e) { return e.ParamName; }
            }

            static async Task Fails(List<string> log)
            {
                await Task.Yield();
                try { throw new ArgumentException("m", "p"); }
                finally { await Task.Yield(); log.Add("async finally"); }
            }

            static async ValueTask<T> GenericAsync<T>(T value)
            {
                await Task.Yield();
                return value;
            }

            static string Many()
            {
                int a0=0,a1=1,a2=2,a3=3,a4=4,a5=5,a6=6,a7=7,a8=8,a9=9,b0=10,b1=11,b2=12,b3=13,b4=14,b5=15,b6=16,b7=17,b8=18,b9=19;
                int c0=20,c1=21,c2=22,c3=23,c4=24,c5=25,c6=26,c7=27,c8=28,c9=29,d0=30,d1=31,d2=32,d3=33,d4=34,d5=35,d6=36,d7=37,d8=38,d9=39;
                for (var i = 0; i < 3; i++) { a0 += i; d9 += a0; b5 += c5; }
                return "" + (a0+a1+a2+a3+a4+a5+a6+a7+a8+a9+b0+b1+b2+b3+b4+b5+b6+b7+b8+b9+c0+c1+c2+c3+c4+c5+c6+c7+c8+c9+d0+d1+d2+d3+d4+d5+d6+d7+d8+d9);
            }
        }

        public class Box<T>
        {
            readonly T _value;
            public Box(T value) { _value = value; }
            public string Both<U>(U other) { return _value + ":" + other + typeof(T).Name + typeof(U).Name; }
        }

        public struct Pair<T> where T : struct, IComparable<T>
        {
            public T A, B;
            public int Sum() { var same = A.CompareTo(B); A = B; return same; }
        }

        public interface IShape { string Name() { return "shape " + GetType().Name; } }
        public class Square : IShape { }
        """;

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void WovenProgram_GatesShutAndOpen_AnswersAlike(CompileMode mode)
    {
        using var woven = WovenAssembly.Compile(Source, mode);
        var unwoven = woven.CallOriginal("Program", "Run");
        var shut = woven.Call("Program", "Run");
        woven.SetAll(1);
        var open = woven.Call("Program", "Run");

        StringAssert.StartsWith((string?)unwoven, "610|loop10|finally|badFormatException", StringComparison.Ordinal);
        Assert.AreEqual(unwoven, shut);
        Assert.AreEqual(unwoven, open);
        Assert.IsGreaterThan(25, woven.Result.Woven);
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void WovenProgram_EveryMethodCompiled_NoneIsInvalid(CompileMode mode)
    {
        using var woven = WovenAssembly.Compile(Source, mode);

        Assert.IsGreaterThan(50, Preparation.PrepareAll(woven.Assembly));
    }

    [TestMethod]
    public void SameAssembly_WovenTwice_GivesTheSameBytes()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release);
        using var folder = new TemporaryFolder();
        var again = Path.Combine(folder, Path.GetFileName(woven.WovenPath));

        WeavingEngine.Weave(woven.OriginalPath, again, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, CompileSource.References);

        CollectionAssert.AreEqual(File.ReadAllBytes(woven.WovenPath), File.ReadAllBytes(again));
    }

    [TestMethod]
    public void WovenProgram_References_GainTheRuntimeOnly()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release);

        var gained = woven.Assembly.GetReferencedAssemblies().Select(r => r.Name)
            .Except(woven.LoadOriginal().GetReferencedAssemblies().Select(r => r.Name));

        Assert.AreEqual("Weaver.Runtime", string.Join(',', gained));
    }

    [TestMethod]
    public void WovenAssembly_WovenAgain_IsRefused()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release);

        var error = Assert.ThrowsExactly<WeavingException>(() => WeavingEngine.Weave(woven.WovenPath, woven.WovenPath, new WeaverConfig(), CompileSource.References));

        Assert.AreEqual("'Asset' is woven already. Clean the project and build again.", error.Message);
    }
}
