using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Captures;

/// <summary>An async iterator is one call from its first element to its last, through all its awaits.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AsyncIteratorTests
{
    private static readonly CaptureAsset s_asset = new("AsyncIterated", """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;

        public class Feed
        {
            string _owner = "Ada";

            public async IAsyncEnumerable<int> Sums(int count, string tag)
            {
                var sum = 0;
                for (var i = 1; i <= count; i++)
                {
                    await Task.Yield();
                    sum += i * i;                              // add
                    yield return sum;
                }
                Program.Log(tag + sum + _owner);
            }

            public async IAsyncEnumerable<string> Guarded(int count, [EnumeratorCancellation] CancellationToken token = default)
            {
                var made = new string('m', 2);
                try
                {
                    for (var i = 0; i < count; i++)
                    {
                        token.ThrowIfCancellationRequested();
                        if (i == 3) throw new InvalidOperationException("at " + i);
                        yield return made + i;
                        await Task.Delay(1);
                    }
                }
                finally
                {
                    await Task.Yield();
                    Program.Log("end of " + made + _owner);    // finally
                }
                Program.Log("behind");
            }

            public async IAsyncEnumerator<T> Both<T>(T first, T second)
            {
                yield return first;
                await Task.Yield();
                yield return second;
            }

            public async IAsyncEnumerable<int> Endless(int seed)
            {
                while (true) { yield return seed++; await Task.CompletedTask; }
            }

            public async IAsyncEnumerable<int> None(int seed) { await Task.Yield(); yield break; }
        }

        public struct Span2<T>
        {
            public T From;
            public async IAsyncEnumerable<(T, U)> Pair<U>(U with) where U : struct { yield return (From, with); await Task.Yield(); yield return (From, default); }
        }

        public static class Program
        {
            static readonly Feed s_feed = new Feed();
            static readonly List<string> s_log = new List<string>();
            static Action s_tick = () => { };
            public static void Log(string text) { lock (s_log) s_log.Add(text); }
            static string Taken() { lock (s_log) { var text = string.Join(";", s_log); s_log.Clear(); return text; } }

            public static string Sums() => Wait(() => Drain(s_feed.Sums(3, "t"), 9));
            public static string Twice() => Wait(async () => { var all = s_feed.Sums(2, "t"); await Drain(all, 9); await Drain(all, 9); });
            public static string First() => Wait(() => Drain(s_feed.Guarded(9), 1));
            public static string Never() => Wait(async () => await s_feed.Guarded(9).GetAsyncEnumerator().DisposeAsync());
            public static string Fails() => Wait(() => Drain(s_feed.Guarded(9), 9));
            public static string Stops() => Wait(() => Drain(s_feed.Endless(4), 2));
            public static string Pair() => Wait(() => Drain(new Span2<string> { From = "f" }.Pair(7), 9));
            public static string Cancels() => Wait(async () =>
            {
                using var one = new CancellationTokenSource();
                using var two = new CancellationTokenSource();
                try { await foreach (var text in s_feed.Guarded(3, one.Token).WithCancellation(two.Token)) { Log(text); two.Cancel(); } }
                catch (OperationCanceledException e) { Log(e.GetType().Name); }
            });

            static string Wait(Func<Task> work) { Taken(); Task.Run(work).GetAwaiter().GetResult(); return Taken(); }

            public static string Run(Action tick)
            {
                s_tick = tick;
                return Wait(async () =>
                {
                    await Drain(s_feed.Sums(4, "t"), 99);
                    await Drain(s_feed.Sums(4, "t"), 2);
                    await Drain(s_feed.Guarded(2), 99);
                    await Drain(s_feed.Guarded(2), 1);
                    await Drain(s_feed.Guarded(2), 0);
                    await Drain(s_feed.Guarded(9), 99);
                    await Drain(s_feed.Endless(3), 3);
                    await Drain(s_feed.None(3), 3);
                    await Drain(new Span2<string> { From = "f" }.Pair(7), 9);
                    await Drain(new Span2<int> { From = 5 }.Pair(7L), 1);
                    var shared = s_feed.Guarded(2);
                    await Drain(shared, 1); await Drain(shared, 9);
                    await foreach (var a in shared) await foreach (var b in shared) { Log(a + b); s_tick(); }
                    var both = s_feed.Both("x", "y");
                    while (await both.MoveNextAsync()) { Log(both.Current); s_tick(); }
                    Log("over" + await both.MoveNextAsync());
                    await both.DisposeAsync(); await both.DisposeAsync();
                    using var source = new CancellationTokenSource();
                    try { await foreach (var text in s_feed.Guarded(3, new CancellationTokenSource().Token).WithCancellation(source.Token)) { Log(text); source.Cancel(); s_tick(); } }
                    catch (OperationCanceledException e) { Log(e.GetType().Name); }
                });
            }

            static async Task Drain<T>(IAsyncEnumerable<T> source, int take)
            {
                s_tick();
                try
                {
                    await using var all = source.GetAsyncEnumerator();
                    for (var i = 0; i < take && await all.MoveNextAsync(); i++) { Log("" + all.Current); s_tick(); }
                }
                catch (InvalidOperationException e) { Log(e.Message); }
                s_tick();
            }
        }
        """);

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncIterator_EnumeratedToItsEnd_IsOneCall(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Feed", "Sums"));

        Assert.AreEqual("1;5;14;t14Ada", s_asset.Call(mode, "Sums"));

        var snapshot = program.Snapshots("p").Single();
        Assert.AreEqual("3", snapshot.At("captures/entry/arguments/count/value").GetString());
        var left = snapshot.At("captures/return");
        Assert.AreEqual("t", left.At("arguments/tag/value").GetString());
        Assert.AreEqual("Ada", left.At("arguments/this/fields/_owner/value").GetString());
        Assert.AreEqual("14", left.At("locals/sum/value").GetString());
        Assert.IsFalse(left.GetProperty("locals").TryGetProperty("@return", out _));
        Assert.IsGreaterThan(0, snapshot.GetProperty("duration").GetDouble());
        Assert.AreEqual(MethodTraits.Iterator | MethodTraits.Async, s_asset.Manifest(mode, "Sums").Traits & (MethodTraits.Iterator | MethodTraits.Async | MethodTraits.Part));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void LineBehindAnAwait_EachHit_ShowsTheValuesBeforeIt(CompileMode mode)
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
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Feed", "Sums", """ "captureSnapshot": true, "evaluateAt": "ENTRY" """));

        Assert.AreEqual("1;5;t5Ada;1;5;t5Ada", s_asset.Call(mode, "Twice"));

        Assert.HasCount(2, program.Snapshots("p"));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncIterator_DisposedAtAnElement_EndsBehindItsFinallyBlock(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Feed", "Guarded"));

        Assert.AreEqual("mm0;end of mmAda", s_asset.Call(mode, "First"));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("9", left.At("arguments/count/value").GetString());
        Assert.AreEqual("mm", left.At("locals/made/value").GetString());
        Assert.IsFalse(left.TryGetProperty("throwable", out _));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void EndlessAsyncIterator_DisposedAtAnElement_Ends(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Feed", "Endless"));

        Assert.AreEqual("4;5", s_asset.Call(mode, "Stops"));

        Assert.AreEqual("6", program.Snapshots("p").Single().At("captures/return/arguments/seed/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncIterator_DisposedBeforeItsStart_IsNoCall(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Feed", "Guarded"));

        Assert.AreEqual("", s_asset.Call(mode, "Never"));

        Assert.IsEmpty(program.Events());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncIterator_Throws_ShowsTheExceptionOnce(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Feed", "Guarded"));

        Assert.AreEqual("mm0;mm1;mm2;end of mmAda;at 3", s_asset.Call(mode, "Fails"));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("at 3", left.At("throwable/message").GetString());
        Assert.AreEqual("9", left.At("arguments/count/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncIterator_CancelledThroughCombinedTokens_ShowsTheException(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Feed", "Guarded"));

        Assert.AreEqual("mm0;end of mmAda;OperationCanceledException", s_asset.Call(mode, "Cancels"));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("System.OperationCanceledException", left.At("throwable/type").GetString());
        Assert.AreEqual("CancellationToken", left.At("arguments/token/type").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void LineOfAFinallyBlock_AtADispose_ShowsTheVariablesAround(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, s_asset.Line(mode, "finally", CaptureAsset.Message("", "made", " ", "count")));

        s_asset.Call(mode, "First");

        CollectionAssert.AreEqual(new[] { "mm 9" }, CaptureAsset.Messages(program));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void GenericAsyncIteratorOfAGenericStruct_AtItsEnd_ShowsItsValues(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Span2`1", "Pair"));

        Assert.AreEqual("(f, 7);(f, 0)", s_asset.Call(mode, "Pair"));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("7", left.At("arguments/with/value").GetString());
        Assert.AreEqual("f", left.At("arguments/this/fields/From/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncIterators_GatesShutOpenToggledAndArmed_AnswerAlike(CompileMode mode) => s_asset.AssertAnswersAlike(mode, "1;5;14;30;t30Ada;1;5;mm0;mm1;end of mmAda;behind;mm0;end of mmAda;");
}
