using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Engine.Tests.Captures;
using Weaver.Probes;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Kinds;

/// <summary>A program with activities of its own, and probes of every kind for it.</summary>
internal static class ShopProgram
{
    public static readonly CaptureAsset Asset = new("Shop", """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;

        public class Order
        {
            public int Total = 21;
            public double Weight = 2.5;
            public string Code = "12";
            public string Name = "book";
            public string password = "canary-secret";
            public List<int> Items = new List<int> { 3, 4 };
            public Order Next;
        }

        // A task-like type whose builder keeps the context of the caller for the method, as only builders of users do.
        [AsyncMethodBuilder(typeof(JobBuilder))]
        public sealed class Job { internal TaskCompletionSource Source = new(); public TaskAwaiter GetAwaiter() => Source.Task.GetAwaiter(); }

        public sealed class JobBuilder
        {
            public static JobBuilder Create() => new();
            public Job Task { get; } = new();
            public void Start<M>(ref M machine) where M : IAsyncStateMachine => machine.MoveNext();
            public void SetStateMachine(IAsyncStateMachine machine) { }
            public void SetResult() => Task.Source.SetResult();
            public void SetException(Exception e) => Task.Source.SetException(e);
            public void AwaitOnCompleted<A, M>(ref A awaiter, ref M machine) where A : INotifyCompletion where M : IAsyncStateMachine { IAsyncStateMachine boxed = machine; awaiter.OnCompleted(boxed.MoveNext); }
            public void AwaitUnsafeOnCompleted<A, M>(ref A awaiter, ref M machine) where A : ICriticalNotifyCompletion where M : IAsyncStateMachine { IAsyncStateMachine boxed = machine; awaiter.UnsafeOnCompleted(boxed.MoveNext); }
        }

        public class Shop
        {
            public int Place(Order order, bool vip)
            {
                Program.Note("in");
                var total = order.Total * 2;                // total
                return total + Program.Zero;                // end
            }

            public int Fail(Order order)
            {
                Program.Note("in");
                try { throw new InvalidOperationException("no " + order.Name); }
                finally { Program.Note("finally"); }
            }

            public async Task<int> PlaceAsync(Order order, bool fails)
            {
                Program.Note("in");
                await Task.Yield();
                Program.Note("in");
                await Task.Yield();
                if (fails) throw new TimeoutException("late");
                return order.Total;
            }

            public async Job Work() { Program.Note("in"); await Task.Yield(); Program.Note("in"); }

            public IEnumerable<int> Pick(Order order)
            {
                Program.Note("in");
                try
                {
                    foreach (var item in order.Items)
                    {
                        Program.Note("in");
                        yield return item;
                    }
                }
                finally { Program.Note("in"); }
            }

            public async IAsyncEnumerable<int> PickAsync(Order order)
            {
                foreach (var item in order.Items)
                {
                    Program.Note("in");
                    await Task.Yield();
                    Program.Note("in");
                    yield return item;
                }
            }

            // Leaves an activity of the program behind.
            public Activity Begin(string name) { Program.Note("in"); return Program.Source.StartActivity(name); }

            public int Outer(Order order) { Program.Note("in"); return Place(order, true); }

            public int Depth(int n) { Program.Note("in"); return n == 0 ? 0 : 1 + Depth(n - 1); }
        }

        public static class Program
        {
            public static readonly ActivitySource Source = new ActivitySource("Shop");
            public static readonly List<string> Log = new List<string>();
            public static int Zero;

            public static void Note(string where) { lock (Log) Log.Add(where + ":" + (Activity.Current?.OperationName ?? "none")); }

            /// What was current at each note, in order.
            public static string Run(string scenario)
            {
                Log.Clear();
                using (Source.StartActivity("request"))
                using (Source.StartActivity("step"))
                {
                    try { Do(scenario, new Shop(), new Order()).GetAwaiter().GetResult(); }
                    catch (Exception e) { Note("out " + e.GetType().Name); }
                    Note("out");
                }
                Note("out");
                return string.Join(" ", Log);
            }

            public static int Fail() => new Shop().Fail(new Order());

            public static int Place(bool vip) => new Shop().Place(new Order(), vip);

            public static void RunDepth(int n) { Log.Clear(); using (Source.StartActivity("request")) new Shop().Depth(n); }

            public static int Ticks(Order order, int calls) { var sum = 0; for (var i = 0; i < calls; i++) sum += Tick(order, i); return sum; }

            [MethodImpl(MethodImplOptions.NoInlining)]
            public static int Tick(Order order, int n) { return n + order.Total; }

            static async Task Do(string scenario, Shop shop, Order order)
            {
                switch (scenario)
                {
                    case "sync": shop.Place(order, true); Note("out"); break;
                    case "throw": try { shop.Fail(order); } catch (InvalidOperationException e) when (Seen()) { Note("out " + e.Message); } break;
                    case "async": { var task = shop.PlaceAsync(order, false); Note("out"); await task; Note("out"); break; }
                    case "asyncThrow": { var task = shop.PlaceAsync(order, true); Note("out"); await task; break; }
                    case "builder": { var job = shop.Work(); Note("out"); await job; Note("out"); break; }
                    case "iterator": foreach (var item in shop.Pick(order)) Note("out"); Note("out"); break;
                    case "iteratorBreak": foreach (var item in shop.Pick(order)) { Note("out"); break; } Note("out"); break;
                    case "iteratorSteps":
                    {
                        using var items = shop.Pick(order).GetEnumerator();
                        items.MoveNext();
                        using (Source.StartActivity("other")) { items.MoveNext(); Note("out"); }
                        Note("out"); items.MoveNext(); Note("out");
                        break;
                    }
                    case "asyncIterator": await foreach (var item in shop.PickAsync(order)) Note("out"); Note("out"); break;
                    case "leaves": { var left = shop.Begin("left"); Note("out"); left.Stop(); Note("out"); break; }
                    case "nested": shop.Outer(order); Note("out"); break;
                    case "recursion": shop.Depth(3); Note("out"); break;
                }
            }

            static bool Seen() { Note("filter"); return true; }
        }
        """);

    public static string Metric(string kind, string rest = "", string id = "m", string where = At) =>
        $$"""{ "id": "{{id}}", "type": "METRIC_PROBE", "where": {{where}}, "kind": "{{kind}}", "metricName": "orders.{{kind.ToLowerInvariant()}}", "tags": ["team:shop"]{{rest}} }""";

    public static string Span(string method, string rest = "", string id = "s") =>
        $$"""{ "id": "{{id}}", "type": "SPAN_PROBE", "where": { "typeName": "Shop", "methodName": "{{method}}" }, "tags": ["team:shop"]{{rest}} }""";

    public static string Decoration(string decorations, string rest = "", string id = "d", string where = At) =>
        $$"""{ "id": "{{id}}", "type": "SPAN_DECORATION_PROBE", "where": {{where}}, "decorations": [ {{decorations}} ]{{rest}} }""";

    public static string Log(string rest, string id = "l", string where = At) => $$"""{ "id": "{{id}}", "type": "LOG_PROBE", "where": {{where}}{{rest}} }""";

    public const string At = """{ "typeName": "Shop", "methodName": "Place" }""";

    public const string OnTick = """{ "typeName": "Program", "methodName": "Tick" }""";

    public static string Line(CompileMode mode, string remark) => $$"""{ "sourceFile": "src/Shop{{mode}}/Asset.cs", "lines": ["{{Asset.LineOf(remark)}}"] }""";

    /// <summary>Arms a file of probes, each of which must fit.</summary>
    public static ArmedProgram Arm(CompileMode mode, string probes, Func<Configuration.Settings, Configuration.Settings>? change = null, TimeProvider? time = null)
    {
        var program = new ArmedProgram(Asset[mode], "[" + probes + "]", change ?? (static s => s), time);
        foreach (var status in program.Status.Probes)
            Assert.AreEqual("INSTALLED", status.Status, status.Message);

        return program;
    }

    public static string Run(CompileMode mode, string scenario) => (string)Asset.Call(mode, "Run", scenario)!;

    public static string RunOriginal(CompileMode mode, string scenario) => (string)Asset[mode].CallOriginal("Program", "Run", scenario)!;

    public static void Place(CompileMode mode, bool vip = true) => Assert.AreEqual(42, Asset.Call(mode, "Place", vip));

    /// <summary>Every hit must have ended under exactly one name.</summary>
    public static void AssertAddsUp(ProbeFigures figures) =>
        Assert.AreEqual(figures.Hits, figures.ConditionFalse + figures.Captured + figures.Drops().Values.Sum(), string.Join(", ", figures.Drops()));
}
