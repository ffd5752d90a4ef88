using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Captures;

/// <summary>Async methods over every kind of builder, in every kind of place.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AsyncBuilderTests
{
    private static readonly CaptureAsset s_asset = new("Built", """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;

        // A task-like type whose builder is a class, and one whose builder is a struct.
        [AsyncMethodBuilder(typeof(JobBuilder<>))]
        public sealed class Job<T> { internal TaskCompletionSource<T> Source = new(); public TaskAwaiter<T> GetAwaiter() => Source.Task.GetAwaiter(); }

        public sealed class JobBuilder<T>
        {
            public static JobBuilder<T> Create() => new();
            public Job<T> Task { get; } = new();
            public void Start<M>(ref M machine) where M : IAsyncStateMachine => machine.MoveNext();
            public void SetStateMachine(IAsyncStateMachine machine) { }
            public void SetResult(T result) => Task.Source.SetResult(result);
            public void SetException(Exception e) => Task.Source.SetException(e);
            public void AwaitOnCompleted<A, M>(ref A awaiter, ref M machine) where A : INotifyCompletion where M : IAsyncStateMachine { IAsyncStateMachine boxed = machine; awaiter.OnCompleted(boxed.MoveNext); }
            public void AwaitUnsafeOnCompleted<A, M>(ref A awaiter, ref M machine) where A : ICriticalNotifyCompletion where M : IAsyncStateMachine { IAsyncStateMachine boxed = machine; awaiter.UnsafeOnCompleted(boxed.MoveNext); }
        }

        [AsyncMethodBuilder(typeof(WorkBuilder))]
        public struct Work { internal Task Inner; public TaskAwaiter GetAwaiter() => Inner.GetAwaiter(); }

        public struct WorkBuilder
        {
            AsyncTaskMethodBuilder _inner;
            public static WorkBuilder Create() => new() { _inner = AsyncTaskMethodBuilder.Create() };
            public Work Task => new() { Inner = _inner.Task };
            public void Start<M>(ref M machine) where M : IAsyncStateMachine => _inner.Start(ref machine);
            public void SetStateMachine(IAsyncStateMachine machine) => _inner.SetStateMachine(machine);
            public void SetResult() => _inner.SetResult();
            public void SetException(Exception e) => _inner.SetException(e);
            public void AwaitOnCompleted<A, M>(ref A awaiter, ref M machine) where A : INotifyCompletion where M : IAsyncStateMachine => _inner.AwaitOnCompleted(ref awaiter, ref machine);
            public void AwaitUnsafeOnCompleted<A, M>(ref A awaiter, ref M machine) where A : ICriticalNotifyCompletion where M : IAsyncStateMachine => _inner.AwaitUnsafeOnCompleted(ref awaiter, ref machine);
        }

        public class Desk
        {
            string _owner = "Ada";

            [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
            public async ValueTask<string> Pooled(int n) { var text = "p" + n; await Task.Yield(); return text + _owner; }

            [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
            public async ValueTask PooledPlain(int n) { var text = "p" + n; await Task.Yield(); Program.Log(text); }

            public async Job<string> ClassBuilder(int n) { var text = "j" + n; await Task.Yield(); return text + _owner; }

            public async Work StructBuilder(int n) { var text = "w" + n; await Task.Yield(); Program.Log(text + _owner); }

            public async void Fire(int n, TaskCompletionSource done) { var text = "v" + n; await Task.Yield(); Program.Log(text + _owner); done.SetResult(); }

            public async Task<T> Generic<T, U>(T first, U second) where U : struct { var kept = (first, second); await Task.Yield(); return kept.first; }

            public async Task<int> Regions(int n)
            {
                var sum = 0;
                try
                {
                    await Task.Yield();
                    if (n > 1) throw new InvalidOperationException("n" + n);
                    sum = 1;
                }
                catch (InvalidOperationException e) when (e.Message == "n2")
                {
                    await Task.Yield();
                    sum += e.Message.Length;                       // catch
                }
                finally
                {
                    await Task.Yield();
                    sum += 10;                                     // finally
                }
                return sum;
            }

            public async Task<int> Down(int n) { if (n == 0) return 0; await Task.Yield(); var below = await Down(n - 1); return below + n; }

            public Task<int> Lambda(int n) { Func<int, Task<int>> twice = static async x => { await Task.Yield(); return x * 2; }; return twice(n); }

            public Task<int> Local(int n)
            {
                async Task<int> Add(int more) { await Task.Yield(); return n + more; }  // local
                return Add(5);
            }

            public async Task<int> Quick(int n) => n + 1;
        }

        public interface IDesk { string Name { get; } async Task<string> Describe(int n) { await Task.Yield(); return Name + n; } }
        public sealed class Impl : IDesk { public string Name => "impl"; }

        public class Holder<T>
        {
            public T Value;
            public async Task<T> Keep(T other) { var old = Value; await Task.Yield(); Value = other; return old; }
            public static async ValueTask<List<T>> Make(int n) { var list = new List<T>(); for (var i = 0; i < n; i++) { await Task.Yield(); list.Add(default); } return list; }
            public class Inner<U> { public async Task<(T, U)> Pair(T t, U u) { await Task.Yield(); return (t, u); } }
        }

        public struct Cell<T> where T : IComparable<T>
        {
            public T Value;
            public async Task<int> Compare<U>(T other, U mark) { var mine = Value; await Task.Yield(); Program.Log(mark + ""); return mine.CompareTo(other); }
        }

        public static class Extended
        {
            extension(string text)
            {
                public async Task<string> Shouted(int n) { var loud = text.ToUpperInvariant(); await Task.Yield(); return loud + n; }
                public IEnumerable<char> Letters() { foreach (var c in text) yield return c; }
            }
        }

        public static class Program
        {
            static readonly Desk s_desk = new Desk();
            static readonly List<string> s_log = new List<string>();
            static Action s_tick = () => { };
            public static void Log(string text) { lock (s_log) s_log.Add(text); }

            public static string Pooled() => s_desk.Pooled(3).AsTask().Result;
            public static void PooledPlain() => s_desk.PooledPlain(3).AsTask().Wait();
            public static string ClassBuilder() => s_desk.ClassBuilder(3).GetAwaiter().GetResult();
            public static void StructBuilder() => s_desk.StructBuilder(3).GetAwaiter().GetResult();
            public static void Fire() { var done = new TaskCompletionSource(); s_desk.Fire(3, done); done.Task.Wait(); }
            public static string Generic() => s_desk.Generic("g", 7).Result;
            public static int Regions(int n) => s_desk.Regions(n).GetAwaiter().GetResult();
            public static int Down() => s_desk.Down(3).Result;
            public static int Local() => s_desk.Local(2).Result;
            public static string Describe() => ((IDesk)new Impl()).Describe(4).Result;
            public static string Keep() => new Holder<string> { Value = "old" }.Keep("new").Result;
            public static int Make() => Holder<int>.Make(3).AsTask().Result.Count;
            public static string Pair() => "" + new Holder<string>.Inner<int>().Pair("t", 5).Result;
            public static int Compare() => new Cell<int> { Value = 4 }.Compare(2, "m").Result;
            public static string Shouted() => "loud".Shouted(2).Result;
            public static string Letters() => string.Join("-", "abc".Letters());

            public static string Run(Action tick)
            {
                s_tick = tick;
                lock (s_log) s_log.Clear();
                return Task.Run(async () =>
                {
                    for (var i = 1; i < 4; i++)
                    {
                        s_tick();
                        Log(await s_desk.Pooled(i));
                        await s_desk.PooledPlain(i);
                        Log(await s_desk.ClassBuilder(i));
                        await s_desk.StructBuilder(i);
                        var done = new TaskCompletionSource();
                        s_desk.Fire(i, done);
                        await done.Task;
                        s_tick();
                        Log(await s_desk.Generic("g", i) + await s_desk.Generic(i, 1.5));
                        try { Log("" + await s_desk.Regions(i)); } catch (Exception e) { Log(e.Message); }
                        Log("" + await s_desk.Down(i) + await s_desk.Lambda(i) + await s_desk.Local(i) + await s_desk.Quick(i));
                        Log(await ((IDesk)new Impl()).Describe(i));
                        s_tick();
                        Log(await new Holder<string> { Value = "old" }.Keep("new") + await new Holder<int> { Value = 3 }.Keep(4));
                        Log("" + (await Holder<string>.Make(i)).Count + await new Holder<string>.Inner<int>().Pair("t", i));
                        Log("" + await new Cell<int> { Value = 4 }.Compare(2, i) + await new Cell<string> { Value = "a" }.Compare("b", "s"));
                        Log(await "loud".Shouted(i) + string.Join("-", "abc".Letters()));
                    }
                    lock (s_log) return string.Join(";", s_log);
                }).GetAwaiter().GetResult();
            }
        }
        """);

    [TestMethod]
    [DataRow(CompileMode.Debug, "Desk", "Pooled", "p3Ada")]
    [DataRow(CompileMode.Release, "Desk", "Pooled", "p3Ada")]
    [DataRow(CompileMode.Debug, "Desk", "ClassBuilder", "j3Ada")]
    [DataRow(CompileMode.Release, "Desk", "ClassBuilder", "j3Ada")]
    [DataRow(CompileMode.Debug, "Extended", "Shouted", "LOUD2")]
    [DataRow(CompileMode.Release, "Extended", "Shouted", "LOUD2")]
    [DataRow(CompileMode.Debug, "IDesk", "Describe", "impl4")]
    [DataRow(CompileMode.Release, "IDesk", "Describe", "impl4")]
    [DataRow(CompileMode.Debug, "Holder`1", "Keep", "old")]
    [DataRow(CompileMode.Release, "Holder`1", "Keep", "old")]
    [DataRow(CompileMode.Debug, "Desk", "Generic", "g")]
    [DataRow(CompileMode.Release, "Desk", "Generic", "g")]
    public void AsyncMethod_WithATextAsResult_ShowsIt(CompileMode mode, string type, string method, string expected)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method(type, method));

        Assert.AreEqual(expected, s_asset.Call(mode, method));

        var snapshot = program.Snapshots("p").Single();
        Assert.AreEqual(expected, snapshot.At("captures/return/locals/@return/value").GetString());
        Assert.IsGreaterThan(0, snapshot.GetProperty("duration").GetDouble());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug, "StructBuilder", "w3")]
    [DataRow(CompileMode.Release, "StructBuilder", "w3")]
    [DataRow(CompileMode.Debug, "PooledPlain", "p3")]
    [DataRow(CompileMode.Release, "PooledPlain", "p3")]
    [DataRow(CompileMode.Debug, "Fire", "v3")]
    [DataRow(CompileMode.Release, "Fire", "v3")]
    public void AsyncMethod_WithoutResult_ShowsArgumentsAndLocalsOnce(CompileMode mode, string method, string text)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Desk", method));

        s_asset.Call(mode, method);
        Wait.Until(() => program.Snapshots("p").Count == 1, "the snapshot of a method that nobody awaits");

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("3", left.At("arguments/n/value").GetString());
        Assert.AreEqual(text, left.At("locals/text/value").GetString());
        Assert.IsFalse(left.GetProperty("locals").TryGetProperty("@return", out _));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug, "Holder`1", "Make", 3, "locals/list/size", "3")]
    [DataRow(CompileMode.Release, "Holder`1", "Make", 3, "locals/list/size", "3")]
    [DataRow(CompileMode.Debug, "Cell`1", "Compare", 1, "locals/mine/value", "4")]
    [DataRow(CompileMode.Release, "Cell`1", "Compare", 1, "locals/mine/value", "4")]
    [DataRow(CompileMode.Debug, "Cell`1", "Compare", 1, "arguments/mark/value", "m")]
    [DataRow(CompileMode.Release, "Cell`1", "Compare", 1, "arguments/mark/value", "m")]
    [DataRow(CompileMode.Debug, "Cell`1", "Compare", 1, "arguments/this/fields/Value/value", "4")]
    [DataRow(CompileMode.Release, "Cell`1", "Compare", 1, "arguments/this/fields/Value/value", "4")]
    [DataRow(CompileMode.Debug, "Holder`1+Inner`1", "Pair", "(t, 5)", "arguments/u/value", "5")]
    [DataRow(CompileMode.Release, "Holder`1+Inner`1", "Pair", "(t, 5)", "arguments/u/value", "5")]
    [DataRow(CompileMode.Debug, "Desk", "Generic", "g", "locals/kept/fields/Item2/value", "7")]
    [DataRow(CompileMode.Release, "Desk", "Generic", "g", "locals/kept/fields/Item2/value", "7")]
    public void AsyncMethodOfAGenericPlace_OnLeaving_ShowsItsVariables(CompileMode mode, string type, string method, object answer, string path, string expected)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method(type, method));

        Assert.AreEqual(answer, s_asset.Call(mode, method));

        Assert.AreEqual(expected, program.Snapshots("p").Single().At("captures/return/" + path).ToString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void RecursiveAsyncMethod_EachLevel_IsACallOfItsOwn(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, CaptureAsset.Method("Desk", "Down"));

        Assert.AreEqual(6, s_asset.Call(mode, "Down"));

        CollectionAssert.AreEqual(
            new[] { "0:0", "1:1", "2:3", "3:6" },
            program.Snapshots("p").Select(s => s.At("captures/return/arguments/n/value").GetString() + ":" + s.At("captures/return/locals/@return/value").GetString()).ToArray());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AwaitsInCatchAndFinally_AtTheirLines_ShowTheVariables(CompileMode mode)
    {
        using (var caught = s_asset.Arm(mode, s_asset.Line(mode, "catch", CaptureAsset.Message("", "sum", " ", "n"))))
        {
            Assert.AreEqual(12, s_asset.Call(mode, "Regions", 2));
            CollectionAssert.AreEqual(new[] { "0 2" }, CaptureAsset.Messages(caught));
        }

        using var ended = s_asset.Arm(mode, s_asset.Line(mode, "finally", CaptureAsset.Message("", "sum", " ", "n")));
        Assert.ThrowsExactly<InvalidOperationException>(() => s_asset.Call(mode, "Regions", 3));
        Assert.AreEqual(11, s_asset.Call(mode, "Regions", 1));
        CollectionAssert.AreEqual(new[] { "0 3", "1 1" }, CaptureAsset.Messages(ended));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncLocalFunction_AtItsLine_ShowsWhatItCaptured(CompileMode mode)
    {
        using var program = s_asset.Arm(mode, s_asset.Line(mode, "local", CaptureAsset.Message("", "more", " ", "n")));

        Assert.AreEqual(7, s_asset.Call(mode, "Local"));

        CollectionAssert.AreEqual(new[] { "5 2" }, CaptureAsset.Messages(program));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncMethods_GatesShutOpenToggledAndArmed_AnswerAlike(CompileMode mode)
        => s_asset.AssertAnswersAlike(mode, "p1Ada;p1;j1Ada;w1Ada;v1Ada;g1;11;1262;impl1;old3;1(t, 1);1;s;1-1;LOUD1a-b-c;");

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void EveryAsyncMethodAndIterator_Woven_IsOfItsKind(CompileMode mode)
    {
        var manifest = s_asset[mode].Manifest;

        Assert.IsFalse(manifest.LeftOut.Any(m => m.RuleId is "WVR1027" or "WVR1033" or "WVR1034"), string.Join("\n", manifest.LeftOut.Select(m => m.RuleId + " " + m.TypeName + "." + m.Name + ": " + m.Detail)));
        Assert.IsTrue(manifest.Methods.Where(m => m.ReturnType.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal) && !m.TypeName.Contains("<G>$", StringComparison.Ordinal) && m.Name is not ("Lambda" or "Local" or "Run" or "get_Task" or "get_Inner")).All(m => m.Traits.HasFlag(MethodTraits.Async)));
        Assert.IsFalse(manifest.Methods.Any(m => m.Name.Contains("MoveNext", StringComparison.Ordinal)));
    }
}
