using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Weaver.Common;
using Weaver.Configuration;
using Weaver.Conformance.Tests.Values;
using Weaver.Probes;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Token buckets, settings read from the environment, and the names of the reasons for which hits are dropped.</summary>
internal sealed class RateLimitRunner : ICaseRunner
{
    private const string Prefix = "DD_DYNAMIC_INSTRUMENTATION_";

    public IEnumerable<JsonElement> ValuesOf(VectorCase vector) => [];

    public IEnumerable<string> TypesOf(VectorCase vector) => [];

    public void Run(VectorCase vector, ClassSet classes, Findings findings)
    {
        vector.AllowKeys("input");
        var input = vector.Json.GetProperty("input");
        switch (vector.Kind)
        {
            case "tokenBucket": Bucket(vector, input, findings); break;
            case "setting": Setting(vector, input, findings); break;
            case "skipReason": Reason(vector, input.GetString()!, findings); break;
            default: throw new UnsupportedCaseException("the kind '" + vector.Kind + "'");
        }
    }

    // No time passes between the calls.
    private static void Bucket(VectorCase vector, JsonElement input, Findings findings)
    {
        input.AllowKeys("the input", ["ratePerSecond", "calls", "burstSeconds", "onExceedOnce"]);
        vector.Expect.AllowKeys("expect", ["allowed", "denied", "callbackCalls"]);
        var rate = input.GetProperty("ratePerSecond");
        var perSecond = rate.ValueKind == JsonValueKind.Number ? rate.GetDouble() : double.PositiveInfinity;
        var burst = input.Find("burstSeconds") is { ValueKind: JsonValueKind.Number } seconds ? perSecond * seconds.GetDouble() : 1;
        var refusals = 0;
        var limiter = new RateLimiter(perSecond, double.IsFinite(burst) ? Math.Max(1, Math.Round(burst, 6)) : 1, 1000, input.Flag("onExceedOnce") ? () => refusals++ : null);
        var allowed = 0;
        var calls = input.GetProperty("calls").GetInt32();
        for (var i = 0; i < calls; i++)
            allowed += limiter.TryAcquire(1000) ? 1 : 0;

        Count("allowed", allowed);
        Count("denied", calls - allowed);
        Count("callbackCalls", refusals);

        void Count(string key, int actual)
        {
            if (vector.Expect.Find(key) is { ValueKind: JsonValueKind.Number } wanted)
                findings.Check(actual == wanted.GetInt32(), wanted + " " + key, actual + " " + key);
        }
    }

    private static void Setting(VectorCase vector, JsonElement input, Findings findings)
    {
        input.AllowKeys("the input", ["name", "value"]);
        vector.Expect.AllowKeys("expect", ["value"]);
        var (variable, read) = input.Text("name") switch
        {
            "evaluationTimeoutMs" => ("EVALUATION_TIMEOUT_MS", (Func<Settings, double>)(s => s.EvaluationTimeout.TotalMilliseconds)),
            "maxTimeToSerializeMs" => ("MAX_TIME_TO_SERIALIZE", s => s.CaptureTimeout.TotalMilliseconds),
            "maxDepthToSerialize" => ("MAX_DEPTH_TO_SERIALIZE", s => s.PruningDepth),
            "uploadBatchSize" => ("UPLOAD_BATCH_SIZE", s => s.UploadBatchSize),
            "diagnosticsIntervalSeconds" => ("DIAGNOSTICS_INTERVAL", s => s.DiagnosticsInterval.TotalSeconds),
            "uploadFlushIntervalMs" => ("UPLOAD_FLUSH_INTERVAL", s => s.UploadInterval?.TotalMilliseconds ?? 0),
            var name => throw new UnsupportedCaseException("the setting '" + name + "'"),
        };
        var value = input.GetProperty("value");
        var settings = SettingsReader.Read(new WeaverOptions(), name => name == Prefix + variable && !value.IsNull() ? value.ToString() : null);
        var actual = read(settings);
        findings.Check(actual == vector.Expect.GetProperty("value").GetDouble(), vector.Expect.ToString(), actual.ToString(CultureInfo.InvariantCulture));
    }

    private static void Reason(VectorCase vector, string state, Findings findings)
    {
        vector.Expect.AllowKeys("expect", ["reason"]);

        // The states of another implementation; a condition that is false is no loss and has no reason.
        ProbeDrop? drop = state switch
        {
            "SKIP_COND" or "NONE" or "DONE" or "COND_ERROR" => null,
            "SKIP_COND_ERROR" => ProbeDrop.EvaluationErrorThrottled,
            "SKIP_RATE_GLOBAL" => ProbeDrop.RateLimitGlobal,
            "SKIP_RATE_PROBE" => ProbeDrop.RateLimitProbe,
            "SKIP_BUDGET" => ProbeDrop.SessionBudget,
            _ => throw new UnsupportedCaseException("the state '" + state + "'"),
        };
        var figures = new ProbeFigures();
        if (drop is { } reason)
            figures.AddDrop(reason);

        var names = string.Join(",", figures.Drops().Keys);
        var wanted = vector.Expect.GetProperty("reason");
        findings.Check(names == (wanted.IsNull() ? "" : wanted.GetString()), wanted.ToString(), names.Length == 0 ? "none" : names);
    }
}
