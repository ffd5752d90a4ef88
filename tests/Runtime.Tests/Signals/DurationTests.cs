using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Hooks;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Signals;

/// <summary><c>@duration</c> as expressions see it, and the reading of the clock that it costs.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DurationTests
{
    private const string Duration = """{"dsl":"@duration","json":{"ref":"@duration"}}""";
    private const string IsShort = """{"dsl":"c","json":{"lt":[{"ref":"@duration"},100]}}""";
    private const string IsLarge = """{"dsl":"c","json":{"gt":[{"ref":"a"},100]}}""";
    private const string Metric = """ "type":"METRIC_PROBE","kind":"HISTOGRAM","metricName":"m" """;
    private const string Trigger = """ "type":"TRIGGER_PROBE","session_id":"s","level":1 """;
    private const string Decoration = """ "type":"SPAN_DECORATION_PROBE","targetSpan":"ACTIVE","decorations":[{"when":WHEN,"tags":[{"name":"t","value":{"segments":[VALUE]}}]}]""";

    // The first condition is simple and tested in place, the second is left to the evaluator.
    [TestMethod]
    [DataRow("""{"lt":[{"ref":"@duration"},100]}""")]
    [DataRow("""{"and":[{"lt":[{"ref":"@duration"},100]},{"gt":[{"len":{"ref":"label"}},0]}]}""")]
    public void Duration_AtTheEntry_IsZero(string condition)
    {
        using var host = new DebuggerHost();
        host.Apply($$"""[{{LogProbe("p", Method("Add"), "\"evaluateAt\":\"ENTRY\",\"when\":{\"dsl\":\"c\",\"json\":" + condition + "}")}}]""");

        host.Code.RunAdd(5, "abc");

        Assert.AreEqual(1, host.Probe("p").Captured);
    }

    [TestMethod]
    [DataRow(Metric + ",\"value\":" + Duration, true)]
    [DataRow(Metric + ",\"value\":" + """{"dsl":"a","json":{"ref":"a"}}""", false)]
    [DataRow(Metric + ",\"value\":" + """{"dsl":"a","json":{"ref":"a"}}""" + ",\"when\":" + IsShort, true)]
    [DataRow(Trigger, false)]
    [DataRow(Trigger + ",\"when\":" + IsLarge, false)]
    [DataRow(Trigger + ",\"when\":" + IsShort, true)]
    [DataRow(Trigger + ",\"evaluateAt\":\"ENTRY\",\"when\":" + IsShort, false)]
    public void StartOfACall_IsReadOffTheClock_OnlyForAProbeThatNamesTheDuration(string probe, bool isRead) => Arms(probe, isRead);

    [TestMethod]
    [DataRow(IsLarge, """{"str":"x"}""", false)]
    [DataRow(IsShort, """{"str":"x"}""", true)]
    [DataRow(IsLarge, Duration, true)]
    public void StartOfACall_IsReadOffTheClock_OnlyForADecorationThatNamesTheDuration(string when, string value, bool isRead) =>
        Arms(Decoration.Replace("WHEN", when, StringComparison.Ordinal).Replace("VALUE", value, StringComparison.Ordinal), isRead);

    private static void Arms(string probe, bool isRead)
    {
        using var host = new DebuggerHost();
        var exit = probe.Contains("evaluateAt", StringComparison.Ordinal) ? "" : "\"evaluateAt\":\"EXIT\",";
        host.Apply("[{\"id\":\"p\",\"language\":\"dotnet\",\"where\":" + Method("Add") + "," + exit + probe + "}]");
        host.Flush();

        Assert.AreEqual("INSTALLED", host.Probe("p").Status);
        Assert.AreEqual(isRead, MethodTable.Find(host.Code.Module.Id, WovenCode.Add)!.Armed.NeedsStart);
    }
}
