using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Json.Schema;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Language;

/// <summary>The schema for editors agrees with the reader and with every probe file of the tree and of the pages.</summary>
[TestClass]
public sealed class ProbeSchemaTests
{
    private static readonly string s_text = File.ReadAllText(RepositoryFiles.PathOf("docs/reference/probes.schema.json"));
    private static readonly Lazy<JsonSchema> s_schema = new(() => JsonSchema.FromText(s_text));

    [TestMethod]
    public void Examples_OfTheTreeAndThePages_AreValidAndReadWithoutComplaint()
    {
        var examples = ProbeExamples.All();

        Assert.IsGreaterThan(10, examples.Count);
        foreach (var (name, text) in examples)
        {
            Assert.AreEqual("", Complaints(text), name);
            var result = ProbeFileReader.Read(text);
            Assert.IsNull(result.FileError, name);
            Assert.IsEmpty(result.Errors, name + ": " + string.Join(' ', result.Errors));
            Assert.IsEmpty(result.Probes.SelectMany(p => p.Warnings), name);
            Assert.IsNotEmpty(result.Probes, name);
        }
    }

    [TestMethod]
    [DataRow("""{ "id": "p" }""")]
    [DataRow("""{ "at": "T.M" }""")]
    [DataRow("""{ "id": "", "at": "T.M" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "lgo": "x" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "where": {} }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "log": "x", "count": "c" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "count": "c", "gauge": "g", "value": "1" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "gauge": "g" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "value": "g" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "log": "x", "target": "root" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "decorate": { "a": "b" }, "target": "both" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "decorate": [ { "tags": { "a": "b" } } ], "when": "x" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "decorate": {} }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "trigger": "a.b" }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "trigger": "a", "cooldown": 5 }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "on": "exit", "evaluateAt": "EXIT" }""")]
    [DataRow("""{ "id": "p", "at": "src/A.cs:7", "span": true }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "limits": { "perSecond": 1, "perMinute": 1 } }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "limits": { "expires": "2 hours" } }""")]
    [DataRow("""{ "id": "p", "at": "T.M", "limits": { "hits": 0 } }""")]
    [DataRow("""{ "id": "p", "type": "LOG_PROBE" }""")]
    [DataRow("""{ "id": "p", "type": "LOG_PROBE", "where": {} }""")]
    [DataRow("""{ "id": "p", "type": "ODD_PROBE", "where": { "typeName": "T", "methodName": "M" } }""")]
    [DataRow("""{ "id": "p", "type": "LOG_PROBE", "where": { "sourceFile": "a.cs", "lines": ["1", "2"] } }""")]
    [DataRow("""{ "id": "p", "type": "LOG_PROBE", "where": { "typeName": "T", "methodName": "M" }, "when": { "json": { "equals": [1, 2] } } }""")]
    [DataRow("""{ "id": "p", "type": "LOG_PROBE", "where": { "typeName": "T", "methodName": "M" }, "when": { "json": { "eq": [1] } } }""")]
    [DataRow("""{ "id": "p", "type": "METRIC_PROBE", "where": { "typeName": "T", "methodName": "M" }, "kind": "SUM", "metricName": "m" }""")]
    [DataRow("""{ "id": "p", "type": "SPAN_DECORATION_PROBE", "where": { "typeName": "T", "methodName": "M" } }""")]
    [DataRow("""{ "id": "p", "type": "TRIGGER_PROBE", "where": { "typeName": "T", "methodName": "M" }, "level": 1 }""")]
    public void Probe_ThatTheReaderRefusesOrWarnsOf_IsInvalid(string probe)
    {
        var text = "[" + probe + "]";
        var result = ProbeFileReader.Read(text);

        Assert.AreNotEqual("", Complaints(text));
        Assert.IsTrue(result.Errors.Count != 0 || result.Probes.Single().Warnings.Count != 0, "The reader takes it without a word.");
    }

    [TestMethod]
    public void Keys_OfTheShortForm_AreThoseOfTheReader() =>
        CollectionAssert.AreEquivalent(ShortKeys.All().Append("$schema").ToList(), Properties("short").ToList());

    [TestMethod]
    public void Operators_OfTheSchema_AreKnownToTheReader()
    {
        var operators = JsonDocument.Parse(s_text).RootElement.GetProperty("$defs").GetProperty("tree").GetProperty("anyOf")[2].GetProperty("properties");
        foreach (var op in operators.EnumerateObject().Select(p => p.Name))
        {
            var message = ExpressionParser.Parse(JsonReader.Read("{\"" + op + "\":[]}"), "", default).Error!.Message;
            Assert.DoesNotContain("is unknown", message);
        }
    }

    private static IEnumerable<string> Properties(string definition) =>
        JsonDocument.Parse(s_text).RootElement.GetProperty("$defs").GetProperty(definition).GetProperty("properties").EnumerateObject().Select(p => p.Name);

    private static string Complaints(string text)
    {
        var results = s_schema.Value.Evaluate(ProbeExamples.Parse(text), new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (results.IsValid)
            return "";

        var complaints = results.Details!.Where(d => d.Errors is { Count: > 0 }).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"));
        return "invalid: " + string.Join("; ", complaints.Take(5));
    }
}
