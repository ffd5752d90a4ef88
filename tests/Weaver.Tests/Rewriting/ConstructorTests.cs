using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Rewriting;

/// <summary>Constructors are woven behind the call of their base, and make the same objects with gates shut and open.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ConstructorTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Linq;

        public class Root
        {
            public readonly string Trace;
            protected Root(string trace) { Trace = trace; }
            public virtual void Note(string text) { }
        }

        public class Plain
        {
            private readonly int _a = Program.Next();
            private readonly string _b;
            public int C { get; init; }
            public required string D { get; set; }
            [SetsRequiredMembers]
            public Plain(int a, string b)
            {
                var sum = _a * 0 + a;
                for (var i = 0; i < 3; i++) sum += i;
                _a = sum;
                _b = b + sum;
                C = sum * 2;
                D = b;
            }
            public override string ToString() => _a + _b + C + D;
        }

        public class Captured : Root
        {
            private readonly Func<int> _get;
            public Captured(int seed, string name) : base(Make(() => name + seed))
            {
                seed += 5;
                _get = () => seed + name.Length;
            }
            private static string Make(Func<string> f) => f();
            public override string ToString() => Trace + _get();
        }

        public class Pattern : Root
        {
            private readonly string _kept;
            public Pattern(object o) : base(o is string text ? text : "none")
            {
                text = o as string ?? "-";
                _kept = text.ToUpper();
                _kept += "!";
            }
            public Pattern(string key, Dictionary<string, int> map) : base(map.TryGetValue(key, out var found) ? "found" : "missing")
            {
                _kept = "value" + found;
            }
            public override string ToString() => Trace + _kept;
        }

        public class LocalFunction : Root
        {
            private readonly int _value;
            public LocalFunction(int x, int y) : base("lf")
            {
                int Add(int z) { y++; return x + y + z; }
                _value = Add(1) + Add(2) + y;
            }
            public override string ToString() => Trace + _value;
        }

        public class Chained : Root
        {
            public readonly List<int> Items = new() { 1, 2 };
            public Chained(int x) : this(x < 0 ? -x : x, "chained") { Items.Add(x); }
            private Chained(int x, string text) : base(text + x) { x = x * 2; Items.Add(x); }
            public override string ToString() => Trace + string.Join(",", Items);
        }

        public class Reassigned : Root
        {
            private readonly int _x;
            public Reassigned(int x) : base("r" + (x = x + 1)) { _x = x; }
            public override string ToString() => Trace + _x;
        }

        public class Throws : Root
        {
            public Throws(string text, List<string> log) : base(text ?? throw new ArgumentNullException(nameof(text)))
            {
                try { _ = int.Parse(text); }
                finally { log.Add("finally"); }
            }
        }

        public class Generic<T> : Root where T : notnull
        {
            private readonly T _value;
            private readonly List<T> _list;
            public Generic(T value, params T[] more) : base(typeof(T).Name)
            {
                _value = value;
                _list = new List<T>(more) { value };
            }
            public override string ToString() => Trace + _value + _list.Count;
        }

        public readonly struct Money
        {
            public readonly decimal Amount;
            public string Currency { get; }
            public Money(decimal amount, string currency)
            {
                Amount = amount;
                Currency = currency;
                if (amount < 0) throw new ArgumentException("negative");
            }
            public Money(int amount) : this(amount, "EUR") { Amount += 1; }
            public override string ToString() => Amount + Currency;
        }

        public ref struct Window
        {
            public readonly ReadOnlySpan<char> Text;
            private readonly ref int _count;
            public Window(ReadOnlySpan<char> text, ref int count) { Text = text; _count = ref count; count += text.Length; }
            public int Count => _count;
        }

        public record Person(string Name, int Age)
        {
            public string Label { get; } = Name + "@" + Age;
            public Person(string name) : this(name, 40) { Label += "?"; }
        }

        public record struct Point(int X, int Y) { public int Sum = X + Y; }

        public class Primary(int x, string name) : Root(name)
        {
            private readonly int _twice = x * 2;
            public override string ToString() => Trace + _twice + x + name;
        }

        public class Finalized
        {
            public static int Count;
            ~Finalized() { for (var i = 0; i < 2; i++) Count += i; }
        }

        public static class Program
        {
            private static int s_next;
            public static int Next() => ++s_next;

            public static string Run()
            {
                var log = new List<string>();
                log.Add(new Plain(3, "b").ToString());
                log.Add(new Captured(7, "seed").ToString());
                log.Add(new Pattern("abc").ToString());
                log.Add(new Pattern(5).ToString());
                log.Add(new Pattern("k", new Dictionary<string, int> { ["k"] = 9 }).ToString());
                log.Add(new LocalFunction(10, 20).ToString());
                log.Add(new Chained(-4).ToString());
                log.Add(new Reassigned(1).ToString());
                log.Add(Catch(() => new Throws("x", log)));
                log.Add(Catch(() => new Throws(null, log)));
                log.Add(new Generic<int>(1, 2, 3).ToString());
                log.Add(new Generic<string>("g").ToString());
                log.Add(new Money(1.5m, "USD").ToString());
                log.Add(new Money(4).ToString());
                log.Add(Catch(() => new Money(-1)));
                var count = 1;
                var window = new Window("hello", ref count);
                log.Add(window.Text.ToString() + window.Count + count);
                log.Add(new Person("Ada").ToString() + new Person("Bob", 3) { Age = 4 });
                log.Add(new Point(1, 2).ToString());
                log.Add(new Primary(6, "prim").ToString());
                return string.Join("|", log);
            }

            // Long enough for the optimizer to replace the code while it runs.
            public static long Hot()
            {
                var sum = 0L;
                for (var i = 0; i < 60000; i++)
                {
                    var money = new Money(i, "x");
                    var box = new Generic<int>(i);
                    var plain = new Primary(i, "p");
                    sum += (long)money.Amount + box.ToString().Length + plain.ToString().Length;
                }
                return sum;
            }

            public static int Finalize()
            {
                Finalized.Count = 0;
                Drop();
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Finalized.Count;
            }

            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
            private static void Drop() { for (var i = 0; i < 10; i++) GC.KeepAlive(new Finalized()); }

            private static string Catch(Func<object> f)
            {
                try { return f().ToString(); }
                catch (Exception e) { return e.GetType().Name + ":" + e.Message; }
            }
        }
        """;

    private static readonly Dictionary<CompileMode, WovenAssembly> s_woven = Enum.GetValues<CompileMode>().ToDictionary(m => m, m => WovenAssembly.Compile(Source, m, name: "Constructed" + m));

    [TestCleanup]
    public void ShutGates()
    {
        foreach (var woven in s_woven.Values)
            woven.SetAll(0);
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void WovenConstructors_GatesShutAndOpen_MakeTheSameObjects(CompileMode mode)
    {
        var woven = s_woven[mode];
        var unwoven = woven.CallOriginal("Program", "Run");
        var shut = woven.Call("Program", "Run");
        woven.SetAll(1);
        var open = woven.Call("Program", "Run");

        StringAssert.StartsWith((string?)unwoven, "6b612b|seed716|abcABC!|", StringComparison.Ordinal);
        Assert.AreEqual(unwoven, shut);
        Assert.AreEqual(unwoven, open);
        Assert.AreEqual(woven.CallOriginal("Program", "Hot"), woven.Call("Program", "Hot"));
        Assert.IsGreaterThan(60, Preparation.PrepareAll(woven.Assembly));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void EveryWrittenConstructor_IsWoven(CompileMode mode)
    {
        var woven = s_woven[mode];

        var left = woven.Manifest.LeftOut.Where(m => m.Name is ".ctor" or "Finalize").Select(m => m.TypeName + " " + m.RuleId + " " + m.Detail).Order().ToArray();

        // What is left has no line of its own.
        Assert.IsTrue(left.All(l => l.Contains("WVR1028", StringComparison.Ordinal) && (l.Contains("<>c", StringComparison.Ordinal) || l.StartsWith("Finalized ", StringComparison.Ordinal))), string.Join("\n", left));
        Assert.AreEqual(19, woven.Manifest.Methods.Count(m => m.Name == ".ctor"));
    }

    [TestMethod]
    public void ProgramWithoutSymbols_GatesOpen_MakesTheSameObjects()
    {
        const string Nested = """
            using System;
            public static class Program
            {
                public static int Run()
                {
                    var sum = 0;
                    for (var i = 0; i < 3; i++) { var inner = i * 2; Action add = () => sum += inner; add(); }
                    return sum + new { A = 4 }.A;
                }
            }
            """;
        var folder = new TemporaryFolder();
        var path = CompileSource.ToAssembly(folder, "NoSymbols", Nested, CompileMode.Debug);
        File.Delete(Path.ChangeExtension(path, ".pdb"));
        using var woven = WovenAssembly.FromFile(path, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, folder);
        woven.SetAll(1);

        Assert.AreEqual(10, woven.Call("Program", "Run"));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Constructor_OnLeaving_ShowsArgumentsLocalsAndTheObject(CompileMode mode)
    {
        var woven = s_woven[mode];
        using var program = new ArmedProgram(woven, $$"""
            [
              { "id": "m", "type": "LOG_PROBE", "language": "dotnet", "where": { "typeName": "Plain", "methodName": ".ctor" }, "captureSnapshot": true, "evaluateAt": "ENTRY" },
              { "id": "l", "type": "LOG_PROBE", "language": "dotnet", "where": { "sourceFile": "src/Constructed{{mode}}/Asset.cs", "lines": ["24"] }, "captureSnapshot": true },
              { "id": "c", "type": "LOG_PROBE", "language": "dotnet", "where": { "sourceFile": "src/Constructed{{mode}}/Asset.cs", "lines": ["38"] }, "captureSnapshot": true },
              { "id": "t", "type": "LOG_PROBE", "language": "dotnet", "where": { "typeName": "Throws", "methodName": ".ctor" }, "captureSnapshot": true }
            ]
            """);
        Assert.IsTrue(program.Status.Probes.All(p => p.Status.ToString() == "INSTALLED"), string.Join("; ", program.Status.Probes.Select(p => p.Message)));

        woven.Call("Program", "Run");

        var made = program.Snapshots("m").Single().At("captures");
        Assert.AreEqual("3", made.At("entry/arguments/a/value").GetString());
        Assert.AreEqual("Plain", made.At("entry/arguments/this/type").GetString());
        Assert.AreEqual("6", made.At("return/arguments/this/fields/_a/value").GetString());
        Assert.AreEqual("b6", made.At("return/arguments/this/fields/_b/value").GetString());
        Assert.AreEqual("6", made.At("return/locals/sum/value").GetString());
        Assert.AreEqual("6", program.Snapshots("l").Single().At("captures/lines/24/locals/sum/value").GetString());
        var captured = program.Snapshots("c")[0].At("captures/lines/38");
        Assert.AreEqual("12", captured.At("arguments/seed/value").GetString());
        Assert.AreEqual("seed", captured.At("arguments/name/value").GetString());
        Assert.AreEqual("System.FormatException", program.Snapshots("t").Single().At("captures/return/throwable/type").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Finalizer_GateOpen_RunsAsBefore(CompileMode mode)
    {
        var woven = s_woven[mode];
        woven.SetAll(1);

        var done = (int)woven.Call("Program", "Finalize")!;

        Assert.IsGreaterThan(8, done, "each finalizer adds one; the last object may still be in a register");
        Assert.IsTrue(woven.Manifest.Methods.Any(m => m is { TypeName: "Finalized", Name: "Finalize" }));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Twin_OfAnything_IsMarkedAsWrittenByTheCompilerAndNotCovered(CompileMode mode)
    {
        var woven = s_woven[mode];

        var twins = woven.Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.Name.Contains("g__Probed|", StringComparison.Ordinal)).ToArray();

        Assert.HasCount(woven.Result.Woven, twins);
        foreach (var twin in twins)
        {
            var marks = twin.CustomAttributes.Select(a => a.AttributeType.Name).ToArray();
            CollectionAssert.IsSubsetOf(new[] { "CompilerGeneratedAttribute", "ExcludeFromCodeCoverageAttribute" }, marks);
        }
    }
}
