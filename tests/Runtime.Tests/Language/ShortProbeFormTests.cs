using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

[TestClass]
public sealed class ShortProbeFormTests
{
    [TestMethod]
    public void CaptureExpressions_TakeTheLimitsOfTheProbeUnlessTheyHaveTheirOwn()
    {
        var probe = Single<LogProbe>("""
            "capture": { "first": "order.Items[0]", "items": { "value": "order.Items", "depth": 1 } }, "limits": { "depth": 4, "items": 7, "perMinute": 30 }
            """);

        CollectionAssert.AreEqual(new[] { "first=order.Items[0]", "items=order.Items" }, probe.CaptureExpressions.Select(c => c.Name + "=" + c.Expression.Text).ToArray());
        CollectionAssert.AreEqual(new int?[] { 4, 1 }, probe.CaptureExpressions.Select(c => c.Capture.MaxReferenceDepth).ToArray());
        CollectionAssert.AreEqual(new int?[] { 7, 7 }, probe.CaptureExpressions.Select(c => c.Capture.MaxCollectionSize).ToArray());
        Assert.AreEqual(0.5, probe.Rate);
        Assert.IsEmpty(probe.Warnings);
    }

    [TestMethod]
    [DataRow("count", MetricKind.Count)]
    [DataRow("gauge", MetricKind.Gauge)]
    [DataRow("histogram", MetricKind.Histogram)]
    [DataRow("distribution", MetricKind.Distribution)]
    public void Metric_HasKindNameValueAndCondition(string key, Enum kind)
    {
        var probe = Single<MetricProbe>($$"""
            "{{key}}": "orders.items", "value": "len(order.Items)", "when": "vip", "tags": { "team": "shop", "n": 3 }, "on": "exit"
            """);

        Assert.AreEqual(kind, probe.Kind);
        Assert.AreEqual("orders.items", probe.MetricName);
        Assert.AreEqual("len(order.Items)", probe.Value!.Expression!.ToString());
        Assert.AreEqual("vip", probe.When!.Text);
        CollectionAssert.AreEqual(new[] { "team:shop", "n:3" }, probe.Tags.ToArray());
        Assert.AreEqual(EvaluateAt.Exit, probe.Timing);
    }

    [TestMethod]
    public void Metric_ValueMayBeANumber() =>
        Assert.AreEqual("2.5", Single<MetricProbe>("\"count\": \"c\", \"value\": 2.5").Value!.Expression!.ToString());

    [TestMethod]
    public void Span_HasItsConditionAndTags()
    {
        var probe = Single<SpanProbe>("\"span\": true, \"when\": \"vip\", \"tags\": [\"team:shop\"]");

        Assert.AreEqual("vip", probe.When!.Text);
        Assert.AreEqual("team:shop", probe.Tags.Single());
    }

    [TestMethod]
    public void Decoration_OfAnObject_TakesTheConditionOfTheProbe()
    {
        var probe = Single<SpanDecorationProbe>("""
            "decorate": { "customer.tier": "tier-{customer.Tier}", "plain": "x" }, "target": "root", "when": "vip"
            """);

        Assert.AreEqual(TargetSpan.Root, probe.Target);
        var decoration = probe.Decorations.Single();
        Assert.AreEqual("vip", decoration.When!.Text);
        CollectionAssert.AreEqual(new[] { "customer.tier", "plain" }, decoration.Tags.Select(t => t.Name).ToArray());
        Assert.AreEqual("tier-{customer.Tier}", decoration.Tags[0].Template);
        Assert.AreEqual("customer.Tier", decoration.Tags[0].Segments[1].Expression!.Text);
    }

    [TestMethod]
    public void Decoration_OfAList_HasAConditionEach()
    {
        var probe = Single<SpanDecorationProbe>("""
            "decorate": [ { "when": "vip", "tags": { "a": "1" } }, { "tags": { "b": "{x}" } } ]
            """);

        Assert.AreEqual(TargetSpan.Active, probe.Target);
        CollectionAssert.AreEqual(new[] { "vip", null }, probe.Decorations.Select(d => d.When?.Text).ToArray());
    }

    [TestMethod]
    [DataRow("", 1, 60.0)]
    [DataRow(", \"level\": 2, \"cooldown\": \"90s\"", 2, 90.0)]
    [DataRow(", \"level\": 0, \"cooldown\": \"0s\"", 0, 0.0)]
    public void Trigger_HasSessionLevelAndCooldown(string extra, int level, double seconds)
    {
        var probe = Single<TriggerProbe>("\"trigger\": \"checkout\", \"when\": \"vip\"" + extra);

        Assert.AreEqual("checkout", probe.SessionId);
        Assert.AreEqual(level, probe.Level);
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), probe.Cooldown);
        Assert.AreEqual("vip", probe.When!.Text);
    }

    [TestMethod]
    public void Session_IsATag() =>
        Assert.AreEqual("checkout", Single<LogProbe>("\"log\": \"x\", \"session\": \"checkout\", \"tags\": [\"a:b\"]").FindTag("session_id"));

    [TestMethod]
    [DataRow("500ms", 0.5)]
    [DataRow("90s", 90)]
    [DataRow("15m", 900)]
    [DataRow("1h30m", 5400)]
    [DataRow("1.5d", 129600)]
    public void Duration_IsAmountsWithUnits(string text, double seconds) =>
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), Single<LogProbe>("\"limits\": { \"expires\": \"" + text + "\" }").Lifetime);

    [TestMethod]
    [DataRow("\"log\": \"x\", \"histogram\": \"h\"", "Both \"log\" and \"histogram\" are given, and each asks for a probe of its own.")]
    [DataRow("\"count\": \"a\", \"gauge\": \"b\"", "Both \"count\" and \"gauge\" are given")]
    [DataRow("\"snapshot\": true, \"span\": true", "Both \"snapshot\" and \"span\" are given")]
    [DataRow("\"where\": { \"typeName\": \"T\", \"methodName\": \"M\" }", "Both \"at\" and \"where\" are given, and a probe has one place.")]
    [DataRow("\"captureSnapshot\": true", "Both \"at\" and \"captureSnapshot\" are given")]
    [DataRow("\"sampling\": {}", "In the short form write \"limits\".")]
    [DataRow("\"on\": \"exit\", \"evaluateAt\": \"EXIT\"", "Both \"on\" and \"evaluateAt\" are given")]
    [DataRow("\"session\": \"a\", \"tags\": [\"session_id:b\"]", "Both \"tags\" and \"session\" are given")]
    [DataRow("\"limits\": { \"perSecond\": 1, \"perMinute\": 1 }", "Both \"perSecond\" and \"perMinute\" are given")]
    [DataRow("\"when\": \"a\", \"decorate\": [ { \"tags\": { \"a\": \"b\" } } ]", "Both \"when\" and \"decorate\" are given")]
    [DataRow("\"type\": \"SPAN_PROBE\", \"log\": \"x\"", "says \"SPAN_PROBE\"")]
    [DataRow("\"log\": \"x\", \"value\": \"1\"", "The key \"value\" belongs to a probe with \"count\" or \"gauge\" or \"histogram\" or \"distribution\", and this probe has \"log\".")]
    [DataRow("\"target\": \"root\"", "The key \"target\" belongs to a probe with \"decorate\", and this probe has none.")]
    [DataRow("\"decorate\": {}", "no tags")]
    [DataRow("\"decorate\": []", "no decorations")]
    [DataRow("\"decorate\": { \"a\": 1 }", "must be a tag with a name and a text")]
    [DataRow("\"decorate\": { \"a\": \"b\" }, \"target\": \"both\"", "\"active\" or \"root\"")]
    [DataRow("\"trigger\": \"\"", "the name of a session")]
    [DataRow("\"trigger\": \"a.b\"", "must have no '.'")]
    [DataRow("\"trigger\": \"a\", \"cooldown\": 60", "a duration such as")]
    [DataRow("\"span\": \"x\"", "true or false")]
    [DataRow("\"gauge\": \" \"", "no name for its metric")]
    [DataRow("\"when\": { \"json\": true }", "a text such as")]
    [DataRow("\"on\": \"both\"", "\"entry\" or \"exit\"")]
    [DataRow("\"limits\": { \"hits\": 0 }", "a whole number from 1")]
    [DataRow("\"limits\": { \"expires\": \"0s\" }", "a duration such as")]
    [DataRow("\"limits\": { \"expires\": \"2\" }", "a duration such as")]
    [DataRow("\"limits\": { \"expires\": \"2h x\" }", "a duration such as")]
    [DataRow("\"limits\": { \"expires\": \"99999999d\" }", "a duration such as")]
    [DataRow("\"limits\": []", "an object such as")]
    [DataRow("\"capture\": { \"a\": 1 }", "a text with an expression")]
    [DataRow("\"capture\": { \"a\": { \"depth\": 1 } }", "has no \"value\"")]
    [DataRow("\"capture\": [\"a\"]", "an object of names and expressions")]
    public void Keys_ThatDoNotGoTogetherOrAreWrong_AreAnErrorThatNamesThem(string keys, string part)
    {
        var result = Read(keys);

        Assert.IsEmpty(result.Probes);
        StringAssert.Contains(result.Errors.Single().Message, part);
        Assert.AreEqual(ProbeErrorCode.InvalidProbe, result.Errors.Single().Code);
    }

    [TestMethod]
    [DataRow("\"lgo\": \"x\"", "The key \"lgo\" is unknown and has no effect. Did you mean 'log'?")]
    [DataRow("\"limits\": { \"hit\": 1 }", "The key \"hit\" of \"limits\" is unknown and has no effect. Did you mean 'hits'?")]
    [DataRow("\"span\": true, \"limits\": { \"perSecond\": 1 }", "The limit \"perSecond\" has no effect here.")]
    [DataRow("\"log\": \"x\", \"limits\": { \"depth\": 1 }", "The limit \"depth\" has no effect here.")]
    [DataRow("\"snapshot\": true, \"capture\": { \"a\": \"b\" }", "\"capture\" has no effect beside \"snapshot\"")]
    public void Keys_WithoutEffect_AreAWarning(string keys, string part)
    {
        var result = Read(keys);

        Assert.IsEmpty(result.Errors);
        StringAssert.Contains(result.Probes.Single().Warnings.Single(), part);
    }

    [TestMethod]
    public void Place_AtALine_TakesNoTiming() =>
        StringAssert.Contains(ProbeFileReader.Read("[{\"id\":\"p\",\"at\":\"src/A.cs:1\",\"on\":\"exit\"}]").Probes.Single().Warnings.Single(), "\"on\" has no effect");

    [TestMethod]
    public void Span_AtALine_IsAnError() =>
        StringAssert.Contains(ProbeFileReader.Read("[{\"id\":\"p\",\"at\":\"src/A.cs:1\",\"span\":true}]").Errors.Single().Message, "a span is around a whole call");

    [TestMethod]
    [DataRow("$schema")]
    [DataRow("note")]
    [DataRow("code")]
    public void Keys_ForPeopleAndEditors_AreNoWarning(string key) =>
        Assert.IsEmpty(Read("\"log\": \"x\", \"" + key + "\": \"any text\"").Probes.Single().Warnings);

    [TestMethod]
    public void Bounds_OfOneProbe_AreKept()
    {
        StringAssert.Contains(ProbeFileReader.Read("[{\"id\":\"" + new string('i', 1000) + "\",\"at\":\"T.M\"}]").Errors.Single().Message, "not be longer than 256");
        StringAssert.Contains(Read("\"tags\": [" + string.Join(',', Enumerable.Repeat("\"a:b\"", 1000)) + "]").Errors.Single().Message, "more than 128 tags");
        StringAssert.Contains(Read("\"tags\": [\"" + new string('a', 2000) + "\"]").Errors.Single().Message, "longer than 1024");
        StringAssert.Contains(Read("\"capture\": {" + string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"a{i}\":\"x\"")) + "}").Errors.Single().Message, "more than 1024 entries");
        StringAssert.Contains(Read("\"count\": \"" + new string('a', 2000) + "\"").Errors.Single().Message, "The name of the metric");
        StringAssert.Contains(Read("\"trigger\": \"" + new string('a', 2000) + "\"").Errors.Single().Message, "The name of the session");
        StringAssert.Contains(Read("\"decorate\": { \"" + new string('a', 2000) + "\": \"x\" }").Errors.Single().Message, "The name of a tag");
        StringAssert.Contains(ProbeFileReader.Read("[{\"id\":\"p\",\"at\":\"T." + new string('m', 3000) + "\"}]").Errors.Single().Message, "The place is longer");
    }

    [TestMethod]
    public void Bounds_OfTheWireForm_AreKept()
    {
        const string start = "[{\"id\":\"p\",\"type\":\"LOG_PROBE\",\"where\":{\"typeName\":\"T\",\"methodName\":\"M\"},";
        var many = string.Join(',', Enumerable.Repeat("{\"str\":\"x\"}", 2000));

        StringAssert.Contains(ProbeFileReader.Read(start + "\"segments\":[" + many + "]}]").Errors.Single().Message, "more than 1024 segments");
        StringAssert.Contains(ProbeFileReader.Read(start + "\"segments\":[{\"str\":\"" + new string('x', 40_000) + "\"}]}]").Errors.Single().Message, "A message of probe");

        var shown = ProbeFileReader.Read(start + "\"when\":{\"dsl\":\"" + new string('x', 40_000) + "\",\"json\":{\"odd\":1}}}]").Errors.Single();
        Assert.IsLessThan(1000, shown.Message.Length, "The text for people is shown in part.");
    }

    private static ProbeFileResult Read(string keys) => ProbeFileReader.Read("[{ \"id\": \"p\", \"at\": \"Shop.Orders.Place\", " + keys + " }]");

    private static T Single<T>(string keys)
        where T : Probe
    {
        var result = Read(keys);
        Assert.IsEmpty(result.Errors, string.Join(" ", result.Errors));
        return (T)result.Probes.Single();
    }
}
