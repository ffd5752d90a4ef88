using System;
using System.Diagnostics;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Probes;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Signals;

/// <summary>What hits cost is booked to the probe that they belong to, since the budget of the processors goes by that.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MeasuredTimeTests
{
    private const string Fast = "\"sampling\":{\"snapshotsPerSecond\":1000000}";

    // Tries every way to split the text before it says no: tens of thousands of steps.
    private const string SlowText = "aaaaaaaaaaaaaab";
    private const string SlowAndFalse = """{"dsl":"slow","json":{"matches":[{"ref":"label"},"(a+)+$"]}}""";
    private const string QuickAndFalse = """{"dsl":"n == -1","json":{"eq":[{"ref":"n"},-1]}}""";

    [TestMethod]
    [DataRow(""" "type":"LOG_PROBE","when":WHEN """)]
    [DataRow(""" "type":"LOG_PROBE","evaluateAt":"ENTRY","when":WHEN """)]
    [DataRow(""" "type":"LOG_PROBE","captureSnapshot":true,"when":WHEN """)]
    [DataRow(""" "type":"SPAN_PROBE","when":WHEN """)]
    [DataRow(""" "type":"METRIC_PROBE","kind":"COUNT","metricName":"m","when":WHEN """)]
    [DataRow(""" "type":"TRIGGER_PROBE","session_id":"s","level":1,"when":WHEN """)]
    [DataRow(""" "type":"SPAN_DECORATION_PROBE","targetSpan":"ACTIVE","decorations":[{"when":WHEN,"tags":[{"name":"t","value":{"segments":[{"str":"x"}]}}]}]""")]
    public void CostlyCondition_ThatIsFalse_MakesItsProbeRest(string probe) => LetsItRest(Method("Add"), probe);

    [TestMethod]
    public void CostlyCondition_AtALine_MakesItsProbeRest() => LetsItRest(Line(11), """ "type":"LOG_PROBE","when":WHEN """);

    [TestMethod]
    public void CostlyReceiverOfASpan_AtItsEnd_IsBookedToTheProbe()
    {
        using var host = new DebuggerHost();
        var most = Stopwatch.Frequency / 500;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Weaver", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ =>
            {
                for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetTimestamp() - began < most;)
                {
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        host.Apply($$"""[{"id":"s","type":"SPAN_PROBE","language":"dotnet","where":{{Method("Loop")}}}]""");
        var atStart = 0L;
        host.Code.BeforeIteration = _ => atStart = Figures(host, "s").Ticks;

        host.Code.RunLoop(1);

        Assert.AreEqual(1, host.Probe("s").Captured);
        Assert.IsGreaterThanOrEqualTo(atStart + most, Figures(host, "s").Ticks);
    }

    [TestMethod]
    public void Messages_OfTwoProbesInTurns_AreBothMeasured()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("a", Method("Add"), Fast)},{LogProbe("b", Method("Add"), Fast)}]");
        RunAdd(host, 100);
        var (a, b) = (Figures(host, "a").Ticks, Figures(host, "b").Ticks);

        RunAdd(host, 100);

        Assert.IsGreaterThan(a, Figures(host, "a").Ticks);
        Assert.IsGreaterThan(b, Figures(host, "b").Ticks);
    }

    // The cheap one has more hits, each of which is charged a fixed amount: only what was measured sets the two apart.
    private static void LetsItRest(string where, string probe)
    {
        using var host = new DebuggerHost(s => s with { CpuBudgetPercent = 0.0001, EvaluationTimeout = TimeSpan.FromMinutes(1) });
        var costly = "{\"id\":\"costly\",\"language\":\"dotnet\",\"where\":" + where + "," + probe.Replace("WHEN", SlowAndFalse, StringComparison.Ordinal) + "}";
        host.Apply($"[{costly},{LogProbe("cheap", Line(40), "\"when\":" + QuickAndFalse)}]");
        for (var i = 0; i < 100; i++)
        {
            host.Code.RunAdd(1, SlowText);
            host.Code.RunLoop(10);
        }

        host.Time.Advance(TimeSpan.FromSeconds(1));
        host.Flush();
        Assert.AreEqual(SlowText.Length + 1, host.Code.RunAdd(1, SlowText));
        host.Code.RunLoop(1);

        Assert.AreEqual(100, host.Probe("costly").ConditionFalse);
        Assert.AreEqual(1, host.Probe("costly").Dropped["cpuBudget"]);
        Assert.AreEqual(1001, host.Probe("cheap").ConditionFalse);
    }

    private static void RunAdd(DebuggerHost host, int times)
    {
        for (var i = 0; i < times; i++)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
            host.Code.RunAdd(i, "abc");
        }
    }

    private static ProbeFigures Figures(DebuggerHost host, string id) => host.Debugger.Parts.Registry.Entries.Single(e => e.Id == id).Figures;
}
