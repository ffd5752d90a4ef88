using System;
using System.Diagnostics;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Hooks;
using Weaver.Signals;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Kinds;

/// <summary>Span probes on a woven program: an activity around each call, and nothing else that the program could notice.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SpanProbeTests
{
    private static readonly string[] s_methods = ["Place", "Fail", "PlaceAsync", "Work", "Pick", "PickAsync", "Begin", "Outer", "Depth"];

    public static System.Collections.Generic.IEnumerable<object[]> Scenarios =>
        from mode in new[] { CompileMode.Debug, CompileMode.Release }
        from scenario in new[] { "sync", "throw", "async", "asyncThrow", "builder", "iterator", "iteratorBreak", "iteratorSteps", "asyncIterator", "leaves", "nested", "recursion" }
        select new object[] { mode, scenario };

    [TestMethod]
    [DynamicData(nameof(Scenarios))]
    public void CurrentActivity_WithSpansOnEveryMethod_IsOursInsideAndAsItWasOutside(CompileMode mode, string scenario)
    {
        using var receiver = new SpanReceiver();
        var expected = Sorted(ShopProgram.RunOriginal(mode, scenario));
        using var program = ShopProgram.Arm(mode, string.Join(',', s_methods.Select(m => ShopProgram.Span(m, id: m))));

        var actual = Sorted(ShopProgram.Run(mode, scenario));

        var inside = expected.Select(n => n.StartsWith("in:", StringComparison.Ordinal) || n.StartsWith("finally:", StringComparison.Ordinal) || n.StartsWith("filter:", StringComparison.Ordinal)).ToArray();
        Assert.AreEqual(
            string.Join(' ', expected.Select((n, i) => inside[i] ? n[..n.IndexOf(':', StringComparison.Ordinal)] + ":dd.dynamic.span" : n)),
            string.Join(' ', actual));
        Assert.AreNotEqual(0, receiver.Spans.Length);
        foreach (var method in s_methods)
        {
            var figures = program.Figures(method);
            Assert.AreEqual(figures.Hits, figures.Captured, method);
        }

        Assert.AreEqual(receiver.Spans.Length, s_methods.Sum(m => program.Figures(m).Captured));
    }

    private static string[] Frames(Exception e) =>
        [.. e.StackTrace!.Split('\n').Where(l => l.StartsWith("   at Shop.", StringComparison.Ordinal) || l.StartsWith("   at Program.", StringComparison.Ordinal))];

    // What runs on the thread pool may come before or after what its caller does meanwhile.
    private static string[] Sorted(string log) => [.. log.Split(' ').OrderBy(n => n.StartsWith("out", StringComparison.Ordinal))];

    [TestMethod]
    [DataRow("sync", "Place")]
    [DataRow("async", "PlaceAsync")]
    [DataRow("iterator", "Pick")]
    [DataRow("asyncIterator", "PickAsync")]
    public void Span_OfACall_HasNameTagsAndParent(string scenario, string method)
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Span(method, ""","version":3,"evaluateAt":"EXIT" """));

        ShopProgram.Run(CompileMode.Release, scenario);

        var span = receiver.Spans.Single();
        Assert.AreEqual("dd.dynamic.span", span.OperationName);
        Assert.AreEqual("Shop." + method, span.DisplayName);
        Assert.AreEqual("s", span.GetTagItem("debugger.probeid"));
        Assert.AreEqual("trace", span.GetTagItem("component"));
        Assert.AreEqual("shop", span.GetTagItem("team"));
        Assert.AreEqual(ActivityStatusCode.Unset, span.Status);
        Assert.AreEqual("step", span.Parent!.OperationName);
        Assert.IsEmpty(program.Events());
        Assert.AreEqual("EMITTING", program.Status.Probes.Single().Status);
    }

    [TestMethod]
    [DataRow("throw", "Fail", "System.InvalidOperationException")]
    [DataRow("asyncThrow", "PlaceAsync", "System.TimeoutException")]
    public void Span_OfACallThatThrows_HasAnErrorWithItsType(string scenario, string method, string type)
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Span(method));

        ShopProgram.Run(CompileMode.Release, scenario);

        var span = receiver.Spans.Single();
        Assert.AreEqual(ActivityStatusCode.Error, span.Status);
        Assert.AreEqual(type, span.GetTagItem("error.type"));
    }

    [TestMethod]
    public void Exception_OfAMethodUnderProbesOfEveryKind_ArrivesAsItWas()
    {
        using var receiver = new SpanReceiver();
        var woven = ShopProgram.Asset[CompileMode.Debug];
        var unprobed = Assert.ThrowsExactly<InvalidOperationException>(() => woven.Call("Program", "Fail"));
        using var program = ShopProgram.Arm(CompileMode.Debug, """
            { "id": "span", "at": "Shop.Fail", "span": true },
            { "id": "count", "at": "Shop.Fail", "count": "failed", "on": "exit" },
            { "id": "tags", "at": "Shop.Fail", "decorate": { "T": "{@exception}" } },
            { "id": "log", "at": "Shop.Fail", "log": "{@exception}", "snapshot": true }
            """);

        var probed = Assert.ThrowsExactly<InvalidOperationException>(() => woven.Call("Program", "Fail"));

        Assert.AreEqual(unprobed.Message, probed.Message);
        Assert.AreEqual(0, probed.Data.Count);

        // The twin stands above the method whose place it takes.
        var frames = Frames(probed);
        Assert.AreEqual($"   at Shop.<Fail>g__Probed|{woven.GateOf("Fail")}_0(Order order)", frames[0].Split(" in ")[0]);
        CollectionAssert.AreEqual(Frames(unprobed).Skip(1).ToList(), frames.Skip(2).ToList());
        Assert.AreEqual(Frames(unprobed)[0].Split(" in ")[1], frames[0].Split(" in ")[1]);
        Assert.HasCount(1, receiver.Spans);
    }

    [TestMethod]
    public void Span_WithoutListeners_IsDroppedAsNoSink()
    {
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Span("Place"));

        ShopProgram.Place(CompileMode.Release);

        Assert.AreEqual(1, program.Figures("s").Drops()["noSink"]);
        ShopProgram.AssertAddsUp(program.Figures("s"));
    }

    [TestMethod]
    public void Span_WithCondition_IsThereOnlyWhereItHolds()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Span("Place", ""","when":{"dsl":"vip","json":{"ref":"vip"}}"""));

        ShopProgram.Place(CompileMode.Release, vip: false);
        ShopProgram.Place(CompileMode.Release, vip: true);

        Assert.HasCount(1, receiver.Spans);
        ShopProgram.AssertAddsUp(program.Figures("s"));
    }

    [TestMethod]
    public void Span_AtALine_IsAnErrorStatus()
    {
        using var program = new ArmedProgram(ShopProgram.Asset[CompileMode.Debug], $$"""[ { "id": "s", "type": "SPAN_PROBE", "where": {{ShopProgram.Line(CompileMode.Debug, "end")}} } ]""");

        Assert.AreEqual("ERROR", program.Status.Probes.Single().Status);
    }

    [TestMethod]
    public void Spans_TwoOnOneMethodWithALog_NestAndEnclose()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, string.Join(',',
            ShopProgram.Log(""","segments":[{"str":"x"}]"""), ShopProgram.Span("Place", id: "first"), ShopProgram.Span("Place", id: "second")));

        ShopProgram.Place(CompileMode.Release);

        var spans = receiver.Spans;
        CollectionAssert.AreEqual(new[] { "second", "first" }, spans.Select(s => (string)s.GetTagItem("debugger.probeid")!).ToArray());
        Assert.AreSame(spans[1], spans[0].Parent);
        Assert.AreEqual(Convert.ToUInt64(spans[0].SpanId.ToHexString(), 16), ulong.Parse(program.Events().Single().GetProperty("dd.span_id").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public void Span_OfAProbeThatIsRemovedInMidCall_EndsWithTheCall()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Span("Outer"));
        using var remover = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Weaver.Probes",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => program.Apply("[]"),
        };
        ActivitySource.AddActivityListener(remover);

        var log = ShopProgram.Run(CompileMode.Release, "nested");

        StringAssert.EndsWith(log, "out:step out:step out:none", StringComparison.Ordinal);
        Assert.HasCount(1, receiver.Spans);
    }

    [TestMethod]
    public void Span_OfAnEnumerationThatIsResumedByOurOwnWork_EndsWithIt()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Span("Pick"));
        var woven = ShopProgram.Asset[CompileMode.Release];
        var order = Activator.CreateInstance(woven.Type("Order"));
        var shop = woven.Type("Shop");
        var items = ((System.Collections.Generic.IEnumerable<int>)shop.GetMethod("Pick")!.Invoke(Activator.CreateInstance(shop), [order])!).GetEnumerator();

        Assert.IsTrue(items.MoveNext());
        Assert.IsTrue(ReentrancyGuard.TryEnter());
        Assert.IsTrue(items.MoveNext());
        Assert.IsEmpty(receiver.Spans, "It stands at an element.");
        Assert.IsFalse(items.MoveNext());
        ReentrancyGuard.Exit();

        Assert.HasCount(1, receiver.Spans);
        Assert.IsNull(Activity.Current);
        Assert.AreEqual(1, program.Figures("s").Captured);
    }

    [TestMethod]
    public void CurrentActivity_IsWatchedNoLongerThanASpanOfOursCanComeBack()
    {
        Trace();

        Wait.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return SpanSource.Watches == 0;
            },
            "nothing refers to a span of ours any more, so that nothing is watched");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Trace()
    {
        using var receiver = new SpanReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Span("Place"));
        ShopProgram.Place(CompileMode.Release);
        Assert.HasCount(1, receiver.Spans);
        Assert.AreNotEqual(0, SpanSource.Watches);
    }
}
