using System;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Kinds;

/// <summary>Metric probes on a woven program, received by a listener and by a server.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MetricProbeTests
{
    private const string Total = ""","value":{"dsl":"order.Total","json":{"getmember":[{"ref":"order"},"Total"]}}""";
    private const string Missing = ""","value":{"dsl":"order.Next.Total","json":{"getmember":[{"getmember":[{"ref":"order"},"Next"]},"Total"]}}""";

    [TestMethod]
    [DataRow("COUNT", "Counter`1", "", "1")]
    [DataRow("COUNT", "Counter`1", Total, "21")]
    [DataRow("GAUGE", "Gauge`1", Total, "21")]
    [DataRow("HISTOGRAM", "Histogram`1", Total, "21")]
    [DataRow("DISTRIBUTION", "Histogram`1", Total, "21")]
    [DataRow("GAUGE", "Gauge`1", ""","value":{"dsl":"order.Weight","json":{"getmember":[{"ref":"order"},"Weight"]}}""", "2.5")]
    [DataRow("GAUGE", "Gauge`1", ""","value":{"dsl":"order.Code","json":{"getmember":[{"ref":"order"},"Code"]}}""", "12")]
    [DataRow("HISTOGRAM", "Histogram`1", ""","value":{"dsl":"len(order.Items)","json":{"len":{"getmember":[{"ref":"order"},"Items"]}}}""", "2")]
    [DataRow("HISTOGRAM", "Histogram`1", ""","evaluateAt":"EXIT","value":{"dsl":"@return","json":{"ref":"@return"}}""", "42")]
    public void Metric_OfEachKind_IsASampleOfItsInstrumentWithTags(string kind, string instrument, string rest, string value)
    {
        using var receiver = new MetricReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Metric(kind, rest));

        ShopProgram.Place(CompileMode.Release);
        ShopProgram.Place(CompileMode.Release);

        Assert.AreEqual(string.Join('\n', Enumerable.Repeat($"{instrument} orders.{kind.ToLowerInvariant()} {value} team:shop,probe-id:m,debugger.probeid:m", 2)), string.Join('\n', receiver.Samples));
        Assert.IsEmpty(program.Events());
        Assert.AreEqual("EMITTING", program.Status.Probes.Single().Status);
        Assert.AreEqual(2, program.Figures("m").Captured);
        ShopProgram.AssertAddsUp(program.Figures("m"));
    }

    [TestMethod]
    public void Metric_AtALine_SeesItsLocals()
    {
        using var receiver = new MetricReceiver();
        using var program = ShopProgram.Arm(CompileMode.Debug, ShopProgram.Metric("GAUGE", ""","value":{"dsl":"total","json":{"ref":"total"}}""", where: ShopProgram.Line(CompileMode.Debug, "end")));

        ShopProgram.Place(CompileMode.Debug);

        StringAssert.Contains(receiver.Samples.Single(), "orders.gauge 42 ");
    }

    [TestMethod]
    public void Metric_WithCondition_CountsOnlyWhereItHolds()
    {
        using var receiver = new MetricReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Metric("COUNT", ""","when":{"dsl":"vip","json":{"ref":"vip"}}"""));

        ShopProgram.Place(CompileMode.Release, vip: false);
        ShopProgram.Place(CompileMode.Release, vip: true);

        Assert.HasCount(1, receiver.Samples);
        Assert.AreEqual(1, program.Figures("m").ConditionFalse);
        ShopProgram.AssertAddsUp(program.Figures("m"));
    }

    [TestMethod]
    [DataRow("GAUGE", "")]
    [DataRow("COUNT", Missing)]
    [DataRow("COUNT", ""","value":{"dsl":"order.Name","json":{"getmember":[{"ref":"order"},"Name"]}}""")]
    [DataRow("COUNT", ""","value":{"dsl":"order.password","json":{"getmember":[{"ref":"order"},"password"]}}""")]
    [DataRow("COUNT", ""","when":{"dsl":"order.Next.Total > 1","json":{"gt":[{"getmember":[{"getmember":[{"ref":"order"},"Next"]},"Total"]},1]}}""")]
    public void Metric_ThatDoesNotEvaluate_GivesOneErrorEventInFiveMinutesAndNoSample(string kind, string rest)
    {
        var time = new FakeTimeProvider();
        using var receiver = new MetricReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Metric(kind, rest), time: time);

        for (var i = 0; i < 5; i++)
            ShopProgram.Place(CompileMode.Release);

        time.Advance(TimeSpan.FromSeconds(301));
        ShopProgram.Place(CompileMode.Release);

        Assert.IsEmpty(receiver.Samples);
        var events = program.Events();
        Assert.HasCount(2, events);
        StringAssert.Contains(events[0].GetProperty("message").GetString(), "Evaluation errors for probe m");
        var snapshot = events[0].GetProperty("debugger").GetProperty("snapshot");
        Assert.AreEqual(1, snapshot.GetProperty("evaluationErrors").GetArrayLength());
        Assert.AreEqual("{}", snapshot.GetProperty("captures").GetRawText());
        Assert.IsFalse(events[0].GetRawText().Contains("canary", StringComparison.Ordinal));
        Assert.AreEqual(4, program.Figures("m").Drops()["evaluationErrorThrottled"]);
        Assert.AreEqual("INSTALLED", program.Status.Probes.Single().Status);
        ShopProgram.AssertAddsUp(program.Figures("m"));
    }

    [TestMethod]
    [DataRow("udp")]
    [DataRow("unix")]
    public void Metrics_WithAServer_ArriveAsDogStatsD(string scheme)
    {
        using var folder = new TemporaryFolder();
        using var server = scheme == "udp" ? StatsdServer.Udp() : StatsdServer.Unix(folder);
        using var program = ShopProgram.Arm(
            CompileMode.Release,
            string.Join(',', ShopProgram.Metric("COUNT", id: "c"), ShopProgram.Metric("GAUGE", Total, "g"), ShopProgram.Metric("HISTOGRAM", Total, "h"), ShopProgram.Metric("DISTRIBUTION", Total, "d")),
            settings => settings with { DogStatsdUrl = server.Address });

        ShopProgram.Place(CompileMode.Release);
        ShopProgram.Place(CompileMode.Release);
        program.Events();

        var lines = server.Receive(6);
        const string Prefix = "dynamic.instrumentation.metric.probe.orders.";
        Assert.AreEqual(2.0, Sum(lines, $"{Prefix}count:", "|c|#team:shop,probe-id:c,debugger.probeid:c"));
        Assert.Contains(Prefix + "gauge:21|g|#team:shop,probe-id:g,debugger.probeid:g", lines);
        Assert.AreEqual(42.0, Sum(lines, $"{Prefix}histogram:", "|h|#team:shop,probe-id:h,debugger.probeid:h"));
        Assert.AreEqual(42.0, Sum(lines, $"{Prefix}distribution:", "|d|#team:shop,probe-id:d,debugger.probeid:d"));
    }

    [TestMethod]
    [DataRow("COUNT", "")]
    [DataRow("COUNT", ""","when":{"dsl":"n > 3","json":{"gt":[{"ref":"n"},3]}}""")]
    [DataRow("HISTOGRAM", ""","value":{"dsl":"n","json":{"ref":"n"}}""")]
    [DataRow("GAUGE", Total)]
    [DataRow("HISTOGRAM", ""","value":{"dsl":"len(order.Items)","json":{"len":{"getmember":[{"ref":"order"},"Items"]}}}""")]
    public void MetricHit_WithAServer_AllocatesNothing(string kind, string rest)
    {
        using var server = StatsdServer.Udp();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Metric(kind, rest, where: ShopProgram.OnTick), settings => settings with { DogStatsdUrl = server.Address });
        var woven = ShopProgram.Asset[CompileMode.Release];
        var order = Activator.CreateInstance(woven.Type("Order"))!;
        var ticks = woven.Type("Program").GetMethod("Ticks")!;
        var call = ticks.CreateDelegate(System.Linq.Expressions.Expression.GetFuncType(order.GetType(), typeof(int), typeof(int)));
        Allocated(call, order, 0);
        Allocated(call, order, 500);
        var empty = Allocated(call, order, 0);

        var full = Allocated(call, order, 500);

        Assert.AreEqual(empty, full);
        Assert.AreEqual(1000, program.Figures("m").Hits);
        ShopProgram.AssertAddsUp(program.Figures("m"));
    }

    [TestMethod]
    public void Metric_ChangedAndRemoved_LeavesOneInstrumentAndThenNone()
    {
        using var receiver = new MetricReceiver();
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Metric("COUNT"));

        program.Apply("[" + ShopProgram.Metric("COUNT", ""","version":2""") + "]");
        ShopProgram.Place(CompileMode.Release);
        program.Apply("[]");
        ShopProgram.Place(CompileMode.Release);

        Assert.HasCount(1, receiver.Samples);
        Assert.AreEqual(0, program.Status.OpenGates);
    }

    private static long Allocated(Delegate call, object order, int calls)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        call.DynamicInvoke(order, calls);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Samples that add up may come in one line or in several.
    private static double Sum(System.Collections.Generic.List<string> lines, string head, string tail) =>
        lines.Where(l => l.StartsWith(head, StringComparison.Ordinal) && l.EndsWith(tail, StringComparison.Ordinal))
            .Sum(l => double.Parse(l[head.Length..^tail.Length], System.Globalization.CultureInfo.InvariantCulture));

    [TestMethod]
    [DataRow("COUNT", "")]
    [DataRow("COUNT", ""","when":{"dsl":"vip","json":{"ref":"vip"}}""")]
    [DataRow("GAUGE", Total)]
    [DataRow("GAUGE", ""","value":{"dsl":"order.Code","json":{"getmember":[{"ref":"order"},"Code"]}}""")]
    public void Metric_ThatNobodyReceives_IsDroppedAsNoSink(string kind, string rest)
    {
        using var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Metric(kind, rest));

        ShopProgram.Place(CompileMode.Release);

        Assert.AreEqual(0, program.Figures("m").Captured);
        Assert.AreEqual(1, program.Figures("m").Drops()["noSink"]);
        Assert.AreEqual("INSTALLED", program.Status.Probes.Single().Status);
        ShopProgram.AssertAddsUp(program.Figures("m"));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Listener_ThatThrows_HarmsNeitherTheProbeNorTheStop(bool isShownNothing)
    {
        using var listener = Listen(_ =>
        {
            if (isShownNothing)
                throw new InvalidOperationException("The listener fails at the beginning.");
        }, _ => throw new InvalidOperationException("The listener fails at the end."));
        var program = ShopProgram.Arm(CompileMode.Release, ShopProgram.Metric("COUNT"));

        ShopProgram.Place(CompileMode.Release);
        Assert.AreEqual(1, program.Figures("m").Hits);
        program.Dispose();

        Assert.IsFalse(program.Status.Enabled);
    }

    [TestMethod]
    public void Listener_ThatWaitsForAThreadWhichNeedsUs_IsNotHeldUp()
    {
        using var program = ShopProgram.Arm(CompileMode.Release, "");
        var answers = new ConcurrentQueue<bool>();
        void Ask(string name) => answers.Enqueue(Task.Run(() =>
        {
            program.Registry.ReportAll();
            return program.Status.OpenGates;
        }).Wait(TimeSpan.FromSeconds(10)));
        using var listener = Listen(Ask, Ask);

        program.Apply("[" + ShopProgram.Metric("COUNT") + "]");
        program.Apply("[]");

        CollectionAssert.AreEqual(new[] { true, true }, answers.ToArray());
    }

    private static MeterListener Listen(Action<string> published, Action<string> completed)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name != "Weaver.Probes")
                    return;

                self.EnableMeasurementEvents(instrument);
                published(instrument.Name);
            },
            MeasurementsCompleted = (instrument, _) => completed(instrument.Name),
        };
        listener.Start();
        return listener;
    }
}
