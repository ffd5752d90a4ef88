using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Rewriting;

/// <summary>Explicit tail calls stay tail calls in twins and gates.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TailCallTests
{
    private const int Deep = 1_000_000;

    // Calls directly in front of a return get the prefix that C# has no word for.
    private const string Source = """
        using System;
        using System.Collections.Generic;

        public static class Program
        {
            public static long TailSum(int n, long sum) { if (n == 0) return sum; return TailSum(n - 1, sum + n); }
            public static bool TailEven(int n) { if (n == 0) return true; return TailOdd(n - 1); }
            public static bool TailOdd(int n) { if (n == 0) return false; return TailEven(n - 1); }
            public static T TailPick<T>(List<T> items, int n, T last) { if (n == 0) return last; return TailPick(items, n - 1, items[n % items.Count]); }
            public static void TailNothing(int n, List<int> log) { if (n == 0) { log.Add(7); return; } TailNothing(n - 1, log); }
            public static int TailWide(int n, long a, long b, long c, long d, long e, long f, long g) { if (n == 0) return (int)(a + g); return TailWide(n - 1, b, c, d, e, f, g, a); }
            public static int TailByRef(ref int x, int n) { if (n == 0) return x; return TailByRef(ref x, n - 1); }
            public static string Generic(int n) => TailPick(new List<string> { "a", "b", "c" }, n, "z");
            public static int Nothing(int n) { var log = new List<int>(); TailNothing(n, log); return log[0]; }
            public static int ByRef(int n) { var x = n; return TailByRef(ref x, n); }
            public static int Instance(int n) => new Counter<string>().TailCount(n, "t");
        }

        public class Counter<T>
        {
            private int _seen;
            public virtual int TailCount(int n, T tag)
            {
                _seen++;
                if (n == 0) return _seen;
                return TailCount(n - 1, tag);
            }
        }
        """;

    [TestMethod]
    public void TailCalls_GatesShutAndOpen_NeverUseUpTheStack()
    {
        using var woven = Weave("Deep");
        foreach (var state in new byte[] { 0, 1 })
        {
            woven.SetAll(state);
            Assert.AreEqual((long)Deep * (Deep + 1) / 2, woven.Call("Program", "TailSum", Deep, 0L));
            Assert.AreEqual(true, woven.Call("Program", "TailEven", Deep));
            Assert.AreEqual("b", woven.Call("Program", "Generic", Deep));
            Assert.AreEqual(7, woven.Call("Program", "Nothing", Deep));
            Assert.AreEqual(Deep + 1, woven.Call("Program", "Instance", Deep));
            Assert.AreEqual(1 + 7, woven.Call("Program", "TailWide", 7 * 1000, 1L, 2L, 3L, 4L, 5L, 6L, 7L));
            Assert.AreEqual(20, woven.Call("Program", "ByRef", 20));
        }
    }

    [TestMethod]
    public void TailCalls_AreWoven_UnlessTheyTakeAReference()
    {
        using var woven = Weave("Kept");

        var left = woven.Manifest.LeftOut.Single(m => m.RuleId == "WVR1029");

        Assert.AreEqual("TailByRef", left.Name);
        Assert.AreEqual("'Program.TailByRef' takes a reference, or a type that cannot be named, as an argument", left.Detail);
        Assert.AreEqual(7, woven.Manifest.Methods.Count(m => m.Name.StartsWith("Tail", StringComparison.Ordinal)) + 1);
        Assert.IsGreaterThan(10, Preparation.PrepareAll(woven.Assembly));
    }

    [TestMethod]
    public void TailCalls_Probed_ShowEveryCallAndAResultOnlyWhereThereIsOne()
    {
        using var woven = Weave("Probed");
        using var program = new ArmedProgram(woven, """
            [ { "id": "p", "type": "LOG_PROBE", "language": "dotnet", "where": { "typeName": "Program", "methodName": "TailSum" }, "captureSnapshot": true, "sampling": { "snapshotsPerSecond": 1000000 } } ]
            """);
        Assert.AreEqual("INSTALLED", program.Status.Probes.Single().Status.ToString());

        Assert.AreEqual(6L, woven.Call("Program", "TailSum", 3, 0L));

        var shots = program.Snapshots("p");
        CollectionAssert.AreEqual(new[] { "3", "2", "1", "0" }, shots.Select(s => s.At("captures/return/arguments/n/value").GetString()).ToArray());
        Assert.IsTrue(shots.Take(3).All(s => s.At("captures/return/locals/@return/notCapturedReason").GetString()!.Length > 0));
        Assert.AreEqual("6", shots[3].At("captures/return/locals/@return/value").GetString());
    }

    private static WovenAssembly Weave(string name)
    {
        var folder = new TemporaryFolder();
        var compiled = CompileSource.ToAssembly(folder, name, Source, CompileMode.Release);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "tail")).FullName, name + ".dll");
        using (var module = ModuleDefinition.ReadModule(compiled, new ReaderParameters { ReadSymbols = true }))
        {
            foreach (var method in module.Types.SelectMany(t => t.Methods).Where(m => m.Name.StartsWith("Tail", StringComparison.Ordinal)))
                AddPrefix(method.Body);

            module.Write(path, new WriterParameters { WriteSymbols = true });
        }

        return WovenAssembly.FromFile(path, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, folder);
    }

    private static void AddPrefix(MethodBody body)
    {
        body.SimplifyMacros();
        foreach (var call in body.Instructions.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt && i.Next?.OpCode.Code == Code.Ret).ToArray())
            body.Instructions.Insert(body.Instructions.IndexOf(call), Instruction.Create(OpCodes.Tail));

        body.OptimizeMacros();
    }
}
