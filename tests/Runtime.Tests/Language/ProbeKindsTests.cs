using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

[TestClass]
public class ProbeKindsTests
{
    private const string Where = "\"where\":{\"typeName\":\"T\",\"methodName\":\"M\"}";
    private const string Line = "\"where\":{\"sourceFile\":\"src/T.cs\",\"lines\":[\"7\"]}";

    [TestMethod]
    [DataRow("COUNT", MetricKind.Count)]
    [DataRow("GAUGE", MetricKind.Gauge)]
    [DataRow("HISTOGRAM", MetricKind.Histogram)]
    [DataRow("DISTRIBUTION", MetricKind.Distribution)]
    public void Read_MetricProbe_HasKindNameValueAndCondition(string kind, Enum expected)
    {
        var probe = Single<MetricProbe>($$"""{"id":"m","type":"METRIC_PROBE",{{Where}},"kind":"{{kind}}","metricName":"orders.items","tags":["team:shop"],"value":{"dsl":"len(a)","json":{"len":{"ref":"a"} } },"when":{"dsl":"b","json":{"ref":"b"} } }""");

        Assert.AreEqual(expected, probe.Kind);
        Assert.AreEqual("orders.items", probe.MetricName);
        Assert.AreEqual("len(a)", probe.Value!.Text);
        Assert.AreEqual(EvaluateAt.Entry, probe.Timing);
        CollectionAssert.AreEqual(new[] { "b", "len(a)" }, probe.Expressions().Select(e => e.Text).ToArray());
        Assert.AreEqual(0, probe.Warnings.Count);
    }

    [TestMethod]
    [DataRow("COUNT", 0)]
    [DataRow("GAUGE", 1)]
    public void Read_MetricProbeWithoutValue_IsAWarningExceptForACount(string kind, int warnings) =>
        Assert.AreEqual(warnings, Single<MetricProbe>($$"""{"id":"m","type":"METRIC_PROBE",{{Line}},"kind":"{{kind}}","metricName":"n"}""").Warnings.Count);

    [TestMethod]
    public void Read_SpanProbe_StandsAtTheEntryOfAMethod()
    {
        var probe = Single<SpanProbe>($$"""{"id":"s","type":"SPAN_PROBE",{{Where}},"when":{"dsl":"b","json":{"ref":"b"} } }""");

        Assert.AreEqual(EvaluateAt.Entry, probe.Timing);
        Assert.AreEqual("b", probe.Expressions().Single().Text);
    }

    [TestMethod]
    public void Read_SpanDecorationProbe_HasConditionsAndTagsInTheirOrder()
    {
        var probe = Single<SpanDecorationProbe>($$"""
            {"id":"d","type":"SPAN_DECORATION_PROBE",{{Line}},"targetSpan":"ROOT","decorations":[
              {"when":{"dsl":"vip","json":{"ref":"vip"} },"tags":[{"name":"tier","value":{"template":"t-{c}","segments":[{"str":"t-"},{"dsl":"c","json":{"ref":"c"} }]} },{"name":"two","value":{"segments":[]} }]},
              {"tags":[{"name":"always","value":{"segments":[{"str":"x"}]} }]}]}
            """);

        Assert.AreEqual(TargetSpan.Root, probe.Target);
        Assert.AreEqual(EvaluateAt.Exit, probe.Timing);
        Assert.AreEqual("vip", probe.Decorations[0].When!.Text);
        CollectionAssert.AreEqual(new[] { "tier", "two", "always" }, probe.Decorations.SelectMany(d => d.Tags).Select(t => t.Name).ToArray());
        Assert.AreEqual("t-{c}", probe.Decorations[0].Tags[0].Template);
        CollectionAssert.AreEqual(new[] { "vip", "c" }, probe.Expressions().Select(e => e.Text).ToArray());
    }

    [TestMethod]
    [DataRow("", 60.0)]
    [DataRow(",\"sampling\":{\"cooldownInSeconds\":5}", 5.0)]
    [DataRow(",\"sampling\":{\"cooldownInSeconds\":0}", 0.0)]
    public void Read_TriggerProbe_TakesItsCooldownAsAPeriod(string sampling, double seconds)
    {
        var probe = Single<TriggerProbe>($$"""{"id":"t","type":"TRIGGER_PROBE",{{Where}},"session_id":"sess-42","level":"2"{{sampling}}}""");

        Assert.AreEqual("sess-42", probe.SessionId);
        Assert.AreEqual(2, probe.Level);
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), probe.Cooldown);
        Assert.AreEqual(EvaluateAt.Entry, probe.Timing);
    }

    [TestMethod]
    [DataRow("allowList", "denyList")]
    [DataRow("allow", "deny")]
    public void Read_ServiceConfiguration_HasARateAndTwoListsUnderEitherName(string allow, string deny)
    {
        var configuration = Single<ServiceConfiguration>($$"""
            {"id":"svc","type":"SERVICE_CONFIGURATION","sampling":{"snapshotsPerSecond":50.9},
             "{{allow}}":{"packagePrefixes":["Shop."],"classes":[]},"{{deny}}":{"packagePrefixes":[],"classes":["Shop.Secret"]} }
            """);

        Assert.AreEqual(50.0, configuration.SnapshotsPerSecond);
        Assert.AreEqual("Shop.", configuration.Allow.Match("Shop.Secret"));
        Assert.AreEqual("Shop.Secret", configuration.Deny.Match("Shop.Secret+Inner"));
        Assert.IsNull(configuration.Deny.Match("Shop.Secrets"));
    }

    [TestMethod]
    public void Read_ServiceConfigurationWithANegativeRate_IsZero() =>
        Assert.AreEqual(0.0, Single<ServiceConfiguration>("""{"id":"svc","type":"SERVICE_CONFIGURATION","sampling":{"snapshotsPerSecond":-3}}""").SnapshotsPerSecond);

    [TestMethod]
    [DataRow("METRIC_PROBE\"," + Where + ",\"metricName\":\"n\"", "\"kind\"")]
    [DataRow("METRIC_PROBE\"," + Where + ",\"kind\":\"INVALID_KIND\",\"metricName\":\"n\"", "\"kind\"")]
    [DataRow("METRIC_PROBE\"," + Where + ",\"kind\":\"COUNT\"", "metricName")]
    [DataRow("SPAN_PROBE\"," + Line, "whole call")]
    [DataRow("SPAN_DECORATION_PROBE\"," + Where, "decorations")]
    [DataRow("SPAN_DECORATION_PROBE\"," + Where + ",\"targetSpan\":\"SOME\"", "targetSpan")]
    [DataRow("SPAN_DECORATION_PROBE\"," + Where + ",\"decorations\":[{}]", "no tags")]
    [DataRow("SPAN_DECORATION_PROBE\"," + Where + ",\"decorations\":[{\"tags\":[{\"value\":{}}]}]", "no name")]
    [DataRow("SPAN_DECORATION_PROBE\"," + Where + ",\"decorations\":[{\"tags\":[{\"name\":\"a\"}]}]", "no value")]
    [DataRow("TRIGGER_PROBE\"," + Where + ",\"level\":1", "session_id")]
    [DataRow("TRIGGER_PROBE\"," + Where + ",\"session_id\":\"a.b\",\"level\":1", "a.b")]
    [DataRow("TRIGGER_PROBE\"," + Where + ",\"session_id\":\"s\"", "level")]
    [DataRow("SERVICE_CONFIGURATION\",\"denyList\":[]", "denyList")]
    public void Read_KindWithATrouble_IsAnErrorThatNamesIt(string entry, string part)
    {
        var error = ProbeFileReader.Read("[{\"id\":\"x\",\"type\":\"" + entry + "}]").Errors.Single();

        Assert.AreEqual(ProbeErrorCode.InvalidProbe, error.Code);
        StringAssert.Contains(error.Message, part);
    }

    [TestMethod]
    [DataRow("METRIC_PROBE\"," + Where + ",\"kind\":\"COUNT\",\"metricName\":\"n\",\"value\":")]
    [DataRow("SPAN_PROBE\"," + Where + ",\"when\":")]
    [DataRow("TRIGGER_PROBE\"," + Where + ",\"session_id\":\"s\",\"level\":1,\"when\":")]
    public void Read_ExpressionOfAnyKindThatDoesNotParse_IsAnErrorWithTheProbe(string entry)
    {
        var error = ProbeFileReader.Read("[{\"id\":\"x\",\"type\":\"" + entry + "{\"dsl\":\"bad\",\"json\":{\"nonsense\":[]} } }]").Errors.Single();

        Assert.AreEqual(ProbeErrorCode.InvalidExpression, error.Code);
        Assert.AreEqual("x", error.Probe!.Id);
    }

    private static T Single<T>(string json)
        where T : class
    {
        var result = ProbeFileReader.Read("[" + json + "]");
        Assert.AreEqual(0, result.Errors.Count, string.Join(" ", result.Errors));
        return (T)(object)result.Probes.Single();
    }
}
