using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Rewriting;

/// <summary>Rarer shapes of methods: each is woven and answers alike with its gate shut, open and probed.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ShapeTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;

        public static unsafe class Program
        {
            private static volatile int s_flag;
            private static int s_started;

            [ModuleInitializer]
            internal static void Start() { for (var i = 0; i < 3; i++) s_started += i; }

            [UnmanagedCallersOnly]
            public static int FromOutside(int a, int b) { var c = a; for (var i = 0; i < b; i++) c += i; return c; }

            public static int Pointer(delegate*<int, int> f, delegate* unmanaged<int, int, int> g) { var x = f(3); return x + g(x, 4); }
            public static int Twice(int x) { var y = x * 2; return y; }

            [SkipLocalsInit]
            public static int Stack(int n)
            {
                Span<byte> bytes = stackalloc byte[n];
                int* raw = stackalloc int[4];
                raw[0] = n; raw[3] = 7;
                bytes.Fill(1);
                var sum = 0;
                foreach (var b in bytes) sum += b;
                return sum + raw[0] + raw[3];
            }

            public static int Unaligned(byte[] data)
            {
                fixed (byte* p = data)
                {
                    var low = System.Runtime.CompilerServices.Unsafe.ReadUnaligned<int>(p + 1);
                    return low;
                }
            }

            public static char First(string text) { fixed (char* p = text) { var c = *p; return c; } }
            public static int Volatile() { s_flag = 5; var x = s_flag; s_flag = x + 1; return s_flag; }

            public static string Order()
            {
                var log = new List<string>();
                try
                {
                    try
                    {
                        try { Throw(log); }
                        catch (ArgumentException) when (Log(log, "filter1", false)) { log.Add("never"); }
                        finally { log.Add("finally1"); }
                    }
                    catch (InvalidOperationException) when (Log(log, "filter2", true)) { log.Add("caught"); throw new TimeoutException("t"); }
                    finally { log.Add("finally2"); }
                }
                catch (TimeoutException e) when (Log(log, "filter3" + e.Message, true)) { log.Add("last"); }
                return string.Join(",", log);
            }
            static bool Log(List<string> log, string text, bool answer) { log.Add(text); return answer; }
            static void Throw(List<string> log) { try { throw new InvalidOperationException(); } finally { try { log.Add("inner"); } finally { log.Add("innermost"); } } }

            static T Total<T>(IEnumerable<T> items) where T : INumber<T> { var sum = T.Zero; foreach (var i in items) sum += i; return sum; }
            static string Made<T>() where T : IMaker<T> { var made = T.Make(4); return made.Name() + T.Default; }
            static int Size<T>(scoped T value) where T : ISized, allows ref struct { var size = value.Size(); return size + value.Size(); }
            static string Constrained<T>(ref T value) where T : struct { var s = value.ToString(); return s + value.GetHashCode().ToString().Length; }
            static int Inline() { var b = new Buffer4(); for (var i = 0; i < 4; i++) b[i] = i * i; Span<int> s = b; var sum = 0; foreach (var x in s) sum += x; return sum + Take(b); }
            static int Take(Buffer4 b) { var last = b[3]; return last; }
            static int Refs(TypedReference r) { var t = __reftype(r); __refvalue(r, int) += 1; return __refvalue(r, int) + t.Name.Length; }
            static int Typed() { var x = 4; return Refs(__makeref(x)) + x; }
            static int Params(params ReadOnlySpan<int> xs) { var n = 0; foreach (var x in xs) n += x; return n; }

            public static string Run()
            {
                var log = new List<string>();
                log.Add(s_started.ToString());
                log.Add(Pointer(&Twice, &FromOutside).ToString());
                log.Add(Stack(20).ToString());
                log.Add(Unaligned(new byte[] { 0, 1, 2, 0, 0, 9 }).ToString());
                log.Add(First("word").ToString());
                log.Add(Volatile().ToString());
                log.Add(Order());
                log.Add(Total(new[] { 1, 2, 3 }) + Total(new[] { 1.5, 2 }).ToString(System.Globalization.CultureInfo.InvariantCulture));
                log.Add(Made<Maker>());
                log.Add(Size(new Sized { N = 3 }).ToString());
                var five = 5;
                log.Add(Constrained(ref five));
                log.Add(Inline().ToString());
                log.Add(Typed().ToString());
                log.Add(Params(1, 2, 3).ToString());
                log.Add(new Locked().Work(3));
                log.Add(Locked.Static(4));
                IShape shape = new Square();
                log.Add(shape.Name() + shape.Generic<int>(3) + shape.Generic("s") + ((IOther)shape).Name() + ((Square)shape).Clone().Name());
                Animal animal = new Dog();
                log.Add(animal.Self().Sound());
                log.Add(5.Doubled() + "" + 5.Tripled + int.Origin);
                log.Add(new Vec(1, 2).ToString() + (new Vec(1, 2) + new Vec(3, 4)) + (int)new Vec(5, 6) + new Vec(7, 8)[1]);
                return string.Join("|", log);
            }
        }

        public static class Extensions
        {
            public static int Doubled(this int x) { var y = x + x; return y; }
            extension(int x)
            {
                public int Tripled { get { var y = x * 3; return y; } }
                public static int Origin { get { var o = 11; return o; } }
            }
        }

        public interface IMaker<T> where T : IMaker<T>
        {
            static abstract T Make(int n);
            static virtual string Default { get { var d = "dim"; return d; } }
            string Name();
        }
        public class Maker : IMaker<Maker>
        {
            private readonly int _n;
            private Maker(int n) { _n = n; }
            public static Maker Make(int n) { var m = new Maker(n + 1); return m; }
            public string Name() { var s = "maker" + _n; return s; }
        }

        public interface ISized { int Size(); }
        public ref struct Sized : ISized { public int N; public int Size() { N++; return N; } }

        [InlineArray(4)] public struct Buffer4 { private int _first; }

        public class Locked
        {
            private int _n;
            [MethodImpl(MethodImplOptions.Synchronized)]
            public string Work(int x) { for (var i = 0; i < x; i++) _n += i; return Monitor.IsEntered(this) + "" + _n + Elsewhere(); }
            private bool Elsewhere() { var seen = true; var thread = new Thread(() => seen = Monitor.TryEnter(this)); thread.Start(); thread.Join(); return seen; }
            [MethodImpl(MethodImplOptions.Synchronized)]
            public static string Static(int x) { var y = x * 2; return Monitor.IsEntered(typeof(Locked)) + "" + y; }
        }

        public interface IShape
        {
            string Name() { var n = "dim " + Kind(); return n; }
            private string Kind() { var k = GetType().Name; return k; }
            string Generic<T>(T value);
        }
        public interface IOther { string Name(); }
        public class Square : IShape, IOther
        {
            string IOther.Name() { var n = "other"; return n; }
            public virtual string Generic<T>(T value) { var n = typeof(T).Name + value; return n; }
            public virtual IShape Clone() { var c = new Square(); return c; }
        }
        public abstract class Animal { public virtual Animal Self() { var s = this; return s; } public abstract string Sound(); }
        public class Dog : Animal { public override Dog Self() { var s = this; return s; } public override string Sound() { var s = "woof"; return s; } }

        public readonly struct Vec(int x, int y)
        {
            private readonly int _x = x, _y = y;
            public int this[int i] { get { var v = i == 0 ? _x : _y; return v; } }
            public static Vec operator +(Vec a, Vec b) { var v = new Vec(a._x + b._x, a._y + b._y); return v; }
            public static explicit operator int(Vec v) { var s = v._x + v._y; return s; }
            public override string ToString() { var s = $"({_x},{_y})"; return s; }
        }
        """;

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void RareShapes_GatesShutOpenAndProbed_AnswerAlike(CompileMode mode)
    {
        using var woven = WovenAssembly.Compile(Source, mode, name: "Shapes" + mode);
        Assert.IsGreaterThan(50, Preparation.PrepareAll(woven.Assembly));
        Assert.AreEqual("", string.Join("; ", woven.Manifest.LeftOut.Where(m => m.RuleId is not ("WVR1020" or "WVR1028")).Select(m => m.TypeName + "." + m.Name + " " + m.RuleId + " " + m.Detail)));
        var unwoven = (string)woven.CallOriginal("Program", "Run")!;

        var shut = woven.Call("Program", "Run");
        woven.SetAll(1);
        var open = woven.Call("Program", "Run");
        woven.SetAll(0);
        using var program = new ArmedProgram(woven, EveryProbe.Of(woven.Manifest, snapshots: true).Single());
        var probed = woven.Call("Program", "Run");

        StringAssert.StartsWith(unwoven, "3|18|47|513|w|6|filter2,inner,innermost,finally1,caught,filter3t,finally2,last|63.5|", StringComparison.Ordinal);
        StringAssert.Contains(unwoven, "|True3False|True8|", StringComparison.Ordinal);
        Assert.AreEqual(unwoven, shut);
        Assert.AreEqual(unwoven, open);
        Assert.AreEqual(unwoven, probed);
        Assert.IsGreaterThan(40, program.Events().Count);
    }
}
