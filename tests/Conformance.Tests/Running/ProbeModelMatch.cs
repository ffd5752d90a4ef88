using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Weaver.Language;
using Weaver.Signals;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Holds a probe that was read against what a case expects of it.</summary>
internal static class ProbeModelMatch
{
    public static void Check(Probe probe, bool isBroken, JsonElement model, Findings findings)
    {
        foreach (var wanted in model.EnumerateObject())
            Check(probe, isBroken, wanted.Name, wanted.Value, findings);
    }

    private static void Check(Probe probe, bool isBroken, string key, JsonElement wanted, Findings findings)
    {
        var log = probe as LogProbe;
        switch (key)
        {
            case "kind": Expect(key, wanted, KindOf(probe), findings); break;
            case "id": Expect(key, wanted, probe.Id, findings); break;
            case "version": Expect(key, wanted, Show(probe.Version), findings); break;
            case "language": Expect(key, wanted, probe.Language, findings); break;
            case "location": Expect(key, wanted, probe.Location.IsLine ? "line" : "method", findings); break;
            case "typeName": Expect(key, wanted, probe.Location.TypeName, findings); break;
            case "methodName": Expect(key, wanted, probe.Location.MethodName, findings); break;
            case "signature": Expect(key, wanted, probe.Location.Signature, findings); break;
            case "sourceFile": Expect(key, wanted, probe.Location.SourceFile, findings); break;
            case "line": Expect(key, wanted, Show(probe.Location.Line), findings); break;
            case "evaluateAt": Expect(key, wanted, probe.EvaluateAt.ToString().ToUpperInvariant(), findings); break;
            case "tags":
                foreach (var tag in wanted.EnumerateObject())
                    Expect("tag " + tag.Name, tag.Value, probe.FindTag(tag.Name) ?? "none", findings);
                break;
            case "template": Expect(key, wanted, log?.Template, findings); break;
            case "segments": Expect(key, wanted, Show(log?.Segments.Count), findings); break;
            case "segmentKinds":
                var kinds = log?.Segments.Select(s => s.Expression is null ? "literal" : "expression") ?? [];
                findings.Check(kinds.SequenceEqual(wanted.EnumerateArray().Select(k => k.GetString()!)), wanted.ToString(), string.Join(",", kinds));
                break;
            case "captureSnapshot": Expect(key, wanted, Show(log?.CaptureSnapshot), findings); break;
            case "snapshotsPerSecond": Expect(key, wanted, Show(log?.Rate), findings); break;
            case "limits": CheckLimits(log?.Capture, wanted, findings); break;
            case "condition": Expect(key, wanted, ConditionOf(probe, isBroken), findings); break;
            case "conditionValue":
                // A condition that does not parse never has a value.
                findings.Check(wanted.IsNull() == isBroken, wanted.ToString(), isBroken ? "a condition that does not parse" : "a condition that parses");
                break;
            case "captureExpressionNames":
                var names = log?.CaptureExpressions.Select(c => c.Name) ?? [];
                findings.Check(names.SequenceEqual(wanted.EnumerateArray().Select(n => n.GetString()!)), wanted.ToString(), string.Join(",", names));
                break;
            case "captureExpressions": CheckCaptures(log, wanted, findings); break;
            case "metricKind": Expect(key, wanted, (probe as MetricProbe)?.Kind.ToString().ToUpperInvariant(), findings); break;
            case "metricName": Expect(key, wanted, (probe as MetricProbe)?.MetricName, findings); break;
            case "targetSpan": Expect(key, wanted, (probe as SpanDecorationProbe)?.Target.ToString().ToUpperInvariant(), findings); break;
            case "decorations": Expect(key, wanted, Show((probe as SpanDecorationProbe)?.Decorations.Count), findings); break;
            case "sessionId": Expect(key, wanted, (probe as TriggerProbe)?.SessionId, findings); break;
            case "level": Expect(key, wanted, Show((probe as TriggerProbe)?.Level), findings); break;
            default: throw new UnsupportedCaseException("the key '" + key + "' of the model");
        }
    }

    private static void CheckLimits(CaptureSettings? settings, JsonElement wanted, Findings findings)
    {
        wanted.AllowKeys("limits", ["maxReferenceDepth", "maxCollectionSize", "maxLength", "maxFieldCount"]);
        var limits = LogSignal.LimitsOf(settings ?? CaptureSettings.Default);
        foreach (var limit in wanted.EnumerateObject())
        {
            var actual = limit.Name switch
            {
                "maxReferenceDepth" => limits.MaxReferenceDepth,
                "maxCollectionSize" => limits.MaxCollectionSize,
                "maxLength" => limits.MaxLength,
                _ => limits.MaxFieldCount,
            };
            Expect(limit.Name, limit.Value, Show(actual), findings);
        }
    }

    private static void CheckCaptures(LogProbe? log, JsonElement wanted, Findings findings)
    {
        var actual = log?.CaptureExpressions ?? [];
        findings.Check(actual.Count == wanted.GetArrayLength(), wanted.GetArrayLength() + " capture expressions", Show(actual.Count) ?? "");
        foreach (var (capture, json) in actual.Zip(wanted.EnumerateArray()))
        {
            json.AllowKeys("a capture expression", ["name", "json", "limits"]);
            if (json.Find("name") is { } name)
                Expect("name", name, capture.Name, findings);
            if (json.Find("json") is { } expression)
            {
                var text = ExpressionParser.Parse(JsonReader.Read(expression.GetRawText()), "", default).Expression?.ToString();
                findings.Check(capture.Expression.Expression?.ToString() == text, text ?? "", capture.Expression.Expression?.ToString() ?? "");
            }

            if (json.Find("limits") is { } limits)
                CheckLimits(capture.Capture, limits, findings);
        }
    }

    private static string ConditionOf(Probe probe, bool isBroken)
    {
        var when = probe switch
        {
            LogProbe log => log.When,
            MetricProbe metric => metric.When,
            SpanProbe span => span.When,
            TriggerProbe trigger => trigger.When,
            _ => null,
        };
        return when is null ? "none" : isBroken && when.Expression is null ? "invalid" : "valid";
    }

    private static string KindOf(Probe probe) => probe.Type switch
    {
        ProbeType.SpanDecoration => "spanDecoration",
        ProbeType.ServiceConfiguration => "serviceConfig",
        var type => type.ToString().ToLowerInvariant(),
    };

    private static string? Show(object? value) => value is bool truth ? (truth ? "True" : "False") : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static void Expect(string key, JsonElement wanted, string? actual, Findings findings) =>
        findings.Check(string.Equals(wanted.IsNull() ? "" : wanted.ToString(), actual ?? "", StringComparison.Ordinal), key + " " + wanted, key + " " + actual);
}
