using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Captures;

/// <summary>An iterator is one call from its first element to its last, or to its end before that.</summary>
[TestClass]
[DoNotParallelize]
public sealed class IteratorTests
{
    private static readonly CaptureAsset s_asset = new("Iterated", """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;

        public class Shop
        {
            string _owner = "Ada";

            public IEnumerable<int> Sums(int count, string tag)
            {
                var sum = 0;
                for (var i = 1; i <= count; i++)
                {
                    sum += i * i;                              // add
                    yield return sum;
                }
                Program.Log(tag + sum + _owner);               // after
            }

            public IEnumerable<string> Guarded(int count)
            {
                var made = "made";
                try
                {
                    for (var i = 0; i < count; i++)
                    {
                        var inner = made + i;
                        yield return inner;                    // element
                        if (i == 3) throw new InvalidOperationException("at " + i);
                    }
                }
                finally
                {
                    Program.Log("end of " + made + _owner);    // finally
                }
                Program.Log("behind");
            }

            public IEnumerable<int> Nested(int depth)
            {
                try
                {
                    try { yield return 1; if (depth < 0) yield break; yield return 2; }
                    finally { Program.Log("inner"); }
                    yield return 3;
                }
                finally { Program.Log("outer"); }
            }

            public IEnumerator<T> Both<T>(T first, T second)
            {
                yield return first;
                yield return second;
            }

            public IEnumerable Untyped(object a) { yield return a; yield return null; }

            public IEnumerable<int> Captured(int start)
            {
                var total = start;
                Action<int> add = n => total += n;
                for (var i = 0; i < 2; i++)
                {
                    add(i + 1);
                    yield return total;                        // captured
                }
            }

            public int Local(int seed)
            {
                var offset = seed * 2;
                IEnumerable<int> Count(int to)
                {
                    for (var k = 0; k < to; k++)
                        yield return k + offset;               // local
                }
                return Count(3).Sum();
            }

            public IEnumerable<char> Letters(string text) { foreach (var c in text.AsEnumerable()) yield return c; }

            public IEnumerable<int> Unused(int a, int b) { yield return a; Program.Log("unused"); }
        }

        public struct Range
        {
            public int From;
            public IEnumerable<int> Up(int n) { for (var i = 0; i < n; i++) yield return From + i; }
        }

        public class Tree<T> where T : IComparable<T>
        {
            public T Value; public Tree<T> Left, Right;
            public IEnumerable<T> Walk()
            {
                if (Left != null) foreach (var l in Left.Walk()) yield return l;
                yield return Value;
                if (Right != null) foreach (var r in Right.Walk()) yield return r;
            }

            public struct Cursor<U> { public U U1; public IEnumerable<(T, U)> Pair(T t) { yield return (t, U1); yield return (t, default); } }
        }

        public static class Program
        {
            static readonly Shop s_shop = new Shop();
            static List<string> s_log = new List<string>();
            static Action s_tick = () => { };
            public static void Log(string text) => s_log.Add(text);
            static string Taken(List<string> log) { var text = string.Join(";", log); log.Clear(); return text; }

            public static string Sums() { s_log.Clear(); return string.Join(",", s_shop.Sums(3, "t")) + "|" + Taken(s_log); }
            public static string Twice() { var all = s_shop.Sums(2, "t"); return all.Sum() + "|" + all.Sum(); }
            public static IEnumerable<int> SumsOf(int n) => s_shop.Sums(n, "t");
            public static IEnumerable<string> GuardedOf(int n) => s_shop.Guarded(n);
            public static string First() { s_log.Clear(); foreach (var one in s_shop.Guarded(9)) return one + "|" + Taken(s_log); return ""; }
            public static string Captured() => string.Join(",", s_shop.Captured(5));
            public static int Local() => s_shop.Local(4);
            public static int Unused() => s_shop.Unused(3, 4).Sum();
            public static int Up() => new Range { From = 7 }.Up(2).Sum();
            public static string Walk() => string.Join(",", new Tree<string> { Value = "m", Left = new Tree<string> { Value = "a" }, Right = new Tree<string> { Value = "z" } }.Walk());
            public static string Both() { using var e = s_shop.Both("x", "y"); return e.MoveNext() ? e.Current : ""; }

            public static string Run(Action tick)
            {
                s_tick = tick;
                s_log = new List<string>();
                Drain(s_shop.Sums(4, "t"), 99);
                Drain(s_shop.Sums(4, "t"), 2);
                Drain(s_shop.Guarded(2), 99);
                Drain(s_shop.Guarded(2), 1);
                Drain(s_shop.Guarded(2), 0);
                Drain(s_shop.Guarded(9), 99);
                Drain(s_shop.Nested(1), 99);
                Drain(s_shop.Nested(1), 1);
                Drain(s_shop.Nested(1), 3);
                Drain(s_shop.Nested(-1), 9);
                Drain(s_shop.Captured(3), 9);
                Drain(s_shop.Unused(1, 2), 9);
                Drain(new Range { From = 3 }.Up(3), 9);
                Drain(new Tree<int> { Value = 2, Left = new Tree<int> { Value = 1 } }.Walk(), 9);
                Drain(new Tree<string>.Cursor<int> { U1 = 4 }.Pair("p"), 9);
                Drain(s_shop.Untyped("o").Cast<object>(), 9);
                var shared = s_shop.Guarded(2);
                Drain(shared, 1); Drain(shared, 9);
                foreach (var a in shared) foreach (var b in shared) Log(a + b);
                var both = s_shop.Both(1, 2);
                while (both.MoveNext()) { Log("both" + both.Current); s_tick(); }
                Log("over" + both.MoveNext());
                both.Dispose(); both.Dispose();
                var moved = s_shop.Sums(3, "m").GetEnumerator();
                moved.MoveNext();
                Task.Run(() => { moved.MoveNext(); s_tick(); }).Wait();
                Log("moved" + moved.Current + moved.MoveNext() + moved.MoveNext());
                Log("local" + s_shop.Local(3));
                return Taken(s_log);
            }

            static void Drain<T>(IEnumerable<T> source, int take)
            {
                s_tick();
                try
                {
                    using var all = source.GetEnumerator();
                    for (var i = 0; i < take && all.MoveNext(); i++) { Log("" + all.Current); s_tick(); }
                }
                catch (InvalidOperationException e) { Log(e.Message); }
                s_tick();
            }
        }
        """);

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Iterator_EnumeratedToItsEnd_IsOneCall(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Sums"));

        Assert.AreEqual("1,5,14|t14Ada", s_asset.Call(mode, "Sums"));

        var snapshot = program.Snapshots("p").Single();
        var entry = snapshot.At("captures/entry");
        Assert.AreEqual("3", entry.At("arguments/count/value").GetString());
        var left = snapshot.At("captures/return");
        Assert.AreEqual("3", left.At("arguments/count/value").GetString());
        Assert.AreEqual("t", left.At("arguments/tag/value").GetString());
        Assert.AreEqual("Ada", left.At("arguments/this/fields/_owner/value").GetString());
        Assert.AreEqual("14", left.At("locals/sum/value").GetString());
        Assert.IsFalse(left.GetProperty("locals").TryGetProperty("i", out _), "the loop's variable is not in scope at the end");
        Assert.IsFalse(left.GetProperty("locals").TryGetProperty("@return", out _), "an iterator returns no value of its own");
        Assert.IsGreaterThan(0, snapshot.GetProperty("duration").GetDouble());
        Assert.AreEqual(MethodTraits.Iterator, s_asset.Manifest(mode, "Sums").Traits & (MethodTraits.Iterator | MethodTraits.Async | MethodTraits.Part));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void LineOfAnIterator_EachHit_ShowsTheValuesBeforeIt(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, s_asset.Line(mode, "add", CaptureAsset.Message("", "sum", " ", "i", " ", "tag")));

        s_asset.Call(mode, "Sums");

        CollectionAssert.AreEqual(new[] { "0 1 t", "1 2 t", "5 3 t" }, CaptureAsset.Messages(program));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void SameSequence_EnumeratedTwice_IsTwoCalls(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Sums", """ "captureSnapshot": true, "evaluateAt": "ENTRY" """));

        Assert.AreEqual("6|6", s_asset.Call(mode, "Twice"));

        var snapshots = program.Snapshots("p");
        Assert.HasCount(2, snapshots);
        Assert.IsTrue(snapshots.All(s => s.At("captures/return/locals/sum/value").GetString() == "5"));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Iterator_DisposedAtAnElement_EndsThere(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Guarded"));

        Assert.AreEqual("made0|", s_asset.Call(mode, "First"));

        var snapshot = program.Snapshots("p").Single();
        var left = snapshot.At("captures/return");
        Assert.AreEqual("9", left.At("arguments/count/value").GetString());
        Assert.AreEqual("made", left.At("locals/made/value").GetString());
        Assert.IsGreaterThan(0, snapshot.GetProperty("duration").GetDouble());
        Assert.IsFalse(left.TryGetProperty("throwable", out _));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Iterator_WithoutRegionDisposedAtAnElement_EndsThere(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Both"));

        Assert.AreEqual("x", s_asset.Call(mode, "Both"));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("x", left.At("arguments/first/value").GetString());
        Assert.AreEqual("y", left.At("arguments/second/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Iterator_NeverStarted_IsNoCall(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Guarded"));

        ((IEnumerable<string>)s_asset.Call(mode, "GuardedOf", 3)!).GetEnumerator().Dispose();

        Assert.IsEmpty(program.Events());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Iterator_DisposedTwiceOrMovedBehindItsEnd_EndsOnce(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Guarded", CaptureAsset.Message("left")));
        var stopped = ((IEnumerable<string>)s_asset.Call(mode, "GuardedOf", 3)!).GetEnumerator();
        var finished = ((IEnumerable<string>)s_asset.Call(mode, "GuardedOf", 1)!).GetEnumerator();

        Assert.IsTrue(stopped.MoveNext());
        stopped.Dispose();
        stopped.Dispose();
        Assert.IsFalse(stopped.MoveNext());
        Assert.IsTrue(finished.MoveNext());
        Assert.IsFalse(finished.MoveNext());
        Assert.IsFalse(finished.MoveNext());
        finished.Dispose();

        Assert.HasCount(2, program.Events());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Iterator_Throws_ShowsTheExceptionOnce(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Guarded"));

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => ((IEnumerable<string>)s_asset.Call(mode, "GuardedOf", 9)!).Count());

        Assert.AreEqual("at 3", error.Message);
        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("at 3", left.At("throwable/message").GetString());
        Assert.AreEqual("made", left.At("locals/made/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug, "GuardedOf")]
    [DataRow(CompileMode.Release, "GuardedOf")]
    [DataRow(CompileMode.Debug, "First")]
    [DataRow(CompileMode.Release, "First")]
    public void LineOfAFinallyBlock_AtTheEndAndAtADispose_ShowsTheVariablesAround(CompileMode mode, string how)
    {
        using var program = s_asset.Arm(mode, s_asset.Line(mode, "finally"));

        if (how == "First")
            s_asset.Call(mode, how);
        else
            Assert.AreEqual(2, ((IEnumerable<string>)s_asset.Call(mode, how, 2)!).Count());

        var line = program.Snapshots("p").Single().At("captures/lines/" + s_asset.LineOf("finally"));
        Assert.AreEqual("made", line.At("locals/made/value").GetString());
        Assert.AreEqual("Ada", line.At("arguments/this/fields/_owner/value").GetString());
        Assert.IsFalse(line.GetProperty("locals").TryGetProperty("inner", out _), "a local of the try block is not in scope behind it");
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Probe_ArmedInMidEnumeration_SeesTheRestOfIt(CompileMode mode)
    {
        var all = ((IEnumerable<int>)s_asset.Call(mode, "SumsOf", 3)!).GetEnumerator();
        Assert.IsTrue(all.MoveNext());
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Sums", CaptureAsset.Message("sum ", "sum") + """, "evaluateAt": "EXIT" """));

        Assert.IsTrue(all.MoveNext());
        Assert.IsTrue(all.MoveNext());
        Assert.IsEmpty(program.Events());
        Assert.IsFalse(all.MoveNext());

        CollectionAssert.AreEqual(new[] { "sum 14" }, CaptureAsset.Messages(program));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Probe_RemovedInMidEnumeration_LeavesTheEnumerationAlone(CompileMode mode)
    {
        var all = ((IEnumerable<int>)s_asset.Call(mode, "SumsOf", 3)!).GetEnumerator();
        using (var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Sums")))
            Assert.IsTrue(all.MoveNext());

        Assert.IsTrue(all.MoveNext());
        Assert.IsTrue(all.MoveNext());
        Assert.AreEqual(14, all.Current);
        Assert.IsFalse(all.MoveNext());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Iterator_MovedBetweenThreads_IsOneCall(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Sums"));
        var all = ((IEnumerable<int>)s_asset.Call(mode, "SumsOf", 2)!).GetEnumerator();

        for (var more = true; more; more = Task.Factory.StartNew(all.MoveNext, TaskCreationOptions.LongRunning).Result)
        {
        }

        var snapshot = program.Snapshots("p").Single();
        Assert.AreEqual("5", snapshot.At("captures/return/locals/sum/value").GetString());
        Assert.AreEqual("2", snapshot.At("captures/entry/arguments/count/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void IteratorWithACapturedVariable_AtALine_ShowsItsPresentValue(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, s_asset.Line(mode, "captured", CaptureAsset.Message("", "total", " ", "start")));

        Assert.AreEqual("6,8", s_asset.Call(mode, "Captured"));

        CollectionAssert.AreEqual(new[] { "6 5", "8 5" }, CaptureAsset.Messages(program));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void IteratorThatIsALocalFunction_AtALine_ShowsWhatItCaptured(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, s_asset.Line(mode, "local", CaptureAsset.Message("", "k", " ", "to", " ", "offset")));

        Assert.AreEqual(27, s_asset.Call(mode, "Local"));

        CollectionAssert.AreEqual(new[] { "0 3 8", "1 3 8", "2 3 8" }, CaptureAsset.Messages(program));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void IteratorOfAStruct_AtItsEnd_ShowsTheCopyThatItRunsOn(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Range", "Up"));

        Assert.AreEqual(15, s_asset.Call(mode, "Up"));

        Assert.AreEqual("7", program.Snapshots("p").Single().At("captures/return/arguments/this/fields/From/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void RecursiveIteratorOfAGenericType_EachEnumeration_IsACallOfItsOwn(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Tree`1", "Walk"));

        Assert.AreEqual("a,m,z", s_asset.Call(mode, "Walk"));

        CollectionAssert.AreEqual(new[] { "a", "z", "m" }, program.Snapshots("p").Select(s => s.At("captures/return/arguments/this/fields/Value/value").GetString()).ToArray());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void FinallyBlockOfTheCompilers_HasNoGate(CompileMode mode)
    {
        Assert.IsTrue(s_asset[mode].Manifest.Methods.Where(m => m.Traits.HasFlag(MethodTraits.Part)).All(m => m.Sites.Length > 0));
        Assert.AreEqual(1, s_asset[mode].Manifest.Methods.Count(m => m.Name == "Letters"));
        Assert.AreEqual(2, s_asset[mode].Manifest.Methods.Count(m => m.Name == "Guarded"));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void ArgumentThatTheBodyDoesNotUse_AtTheEnd_HasItsValueUnlessItWasOptimizedAway(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", "Unused"));

        Assert.AreEqual(3, s_asset.Call(mode, "Unused"));

        var unused = program.Snapshots("p").Single().At("captures/return/arguments/b");
        if (mode == CompileMode.Debug)
            Assert.AreEqual("4", unused.At("value").GetString());
        else
            StringAssert.StartsWith(unused.At("notCapturedReason").GetString(), "The compiler keeps 'b' nowhere", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Iterators_GatesShutOpenToggledAndArmed_AnswerAlike(CompileMode mode) => s_asset.AssertAnswersAlike(mode, "1;5;14;30;t30Ada;1;5;made0;made1;end of madeAda;behind;made0;end of madeAda;");
}
