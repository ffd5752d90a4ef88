using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Integration.Tests.Samples;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>
/// The console sample while it runs: a probe that was there from the start, then one on a line that comes while it runs,
/// with the values that both must show. Every kind of publish has to pass the same.
/// </summary>
internal static class LiveSample
{
    private const string Source = "samples/NativeConsole/Station.cs";
    private const string Line = "sum += reading.Celsius;";

    /// <summary>Runs the program and checks its hits.</summary>
    /// <param name="program">What to run.</param>
    /// <param name="isNative">True where the program has no records of fields that nothing asks for.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task AssertArmsAndCapturesAsync(string program, bool isNative, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var probes = Path.Combine(folder, "live.probes.json");
        File.WriteAllText(probes, "[" + MethodProbe + "]");
        using var process = new ProgramProcess(program, probes, "60");

        var method = await HitAsync(process, "published", 0, cancellation);
        AssertMethod(method.Snapshot);

        // Replaced in one step, as editors do it.
        var edited = Path.Combine(folder, "edited");
        File.WriteAllText(edited, "[" + MethodProbe + "," + LineProbe + "]");
        File.Move(edited, probes, overwrite: true);
        var line = await HitAsync(process, "measured", method.Next, cancellation);
        AssertLine(line.Snapshot, isNative);

        process.Enter("");
        Assert.AreEqual(0, await process.ExitAsync(cancellation), process.Output);
        Assert.Contains("warmest Reading { Hour = 18, Celsius = ", process.Output);
        Assert.Contains("probe measured: EMITTING", process.Output);
        Assert.DoesNotContain("complaint", process.Output);
        Assert.DoesNotContain("hookError", process.Output);
    }

    /// <summary>Runs the program with an agent and checks that a probe comes from there, and snapshots, statuses and symbols go there.</summary>
    public static async Task AssertServesAnAgentAsync(string program, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        using var agent = new FakeAgent { Endpoints = ["v0.7/config", "debugger/v1/diagnostics", "debugger/v2/input", "symdb/v1/input"] };
        agent.Config.Set(AgentConfig.PathOf("logProbe_published"), MethodProbe);
        var environment = new Dictionary<string, string>
        {
            ["DD_TRACE_AGENT_URL"] = agent.Url.OriginalString,
            ["DD_REMOTE_CONFIG_POLL_INTERVAL_SECONDS"] = "0.05",
            ["DD_SYMBOL_DATABASE_UPLOAD_ENABLED"] = "true",
            ["WEAVER_SPOOL_FOLDER"] = Path.Combine(folder, "spool"),
        };
        using var process = new ProgramProcess(program, environment, Path.Combine(folder, "none.probes.json"), "60");

        AssertMethod(agent.WaitForEvents("/debugger/v2/input", 1)[0]);
        Wait.Until(() => StatusesAt(agent).Contains("published EMITTING"), "the agent got the status");
        Wait.Until(() => agent.CountOf("/symdb/v1/input") > 0, "the agent got the symbols");

        process.Enter("");
        Assert.AreEqual(0, await process.ExitAsync(cancellation), process.Output);
        Assert.DoesNotContain("complaint", process.Output);
        Assert.DoesNotContain("dropped", process.Output);
    }

    private static IEnumerable<string> StatusesAt(FakeAgent agent) =>
        agent.EventsAt("/debugger/v1/diagnostics").Select(e => e.At("debugger/diagnostics")).Select(d => d.GetProperty("probeId").GetString() + " " + d.GetProperty("status").GetString());

    private static int LineNumber => Array.FindIndex(File.ReadAllLines(RepositoryFiles.PathOf(Source)), static line => line.Trim() == Line) + 1;

    private static string MethodProbe =>
        """
        {"id":"published","type":"LOG_PROBE","language":"dotnet","where":{"typeName":"NativeConsole.Station","methodName":"PublishAsync"},"evaluateAt":"EXIT",
         "segments":[{"str":"after "},{"dsl":"days","json":{"ref":"days"}},{"str":" "},{"dsl":"@return > 0","json":{"gt":[{"ref":"@return"},0]}}],
         "captureSnapshot":true,"sampling":{"snapshotsPerSecond":1000}}
        """;

    private static string LineProbe =>
        $$$$"""
        {"id":"measured","type":"LOG_PROBE","language":"dotnet","where":{"sourceFile":"{{{{Source}}}}","lines":["{{{{LineNumber.ToString(CultureInfo.InvariantCulture)}}}}"]},
         "when":{"dsl":"hour == 12 && reading.Sky != null","json":{"and":[{"eq":[{"ref":"hour"},12]},{"ne":[{"getmember":[{"ref":"reading"},"Sky"]},null]}]}},
         "segments":[{"str":"measured "},{"dsl":"len(readings)","json":{"len":{"ref":"readings"}}}],
         "captureSnapshot":true,"sampling":{"snapshotsPerSecond":1000}}
        """;

    private static async Task<(JsonElement Snapshot, int Next)> HitAsync(ProgramProcess process, string probe, int from, CancellationToken cancellation)
    {
        var start = "Snapshots " + probe + " ";
        var line = await process.LineAsync(from, text => text.StartsWith(start, StringComparison.Ordinal), cancellation);
        using var json = JsonDocument.Parse(line.Text[start.Length..]);
        return (json.RootElement.Clone(), line.Index + 1);
    }

    private static void AssertMethod(JsonElement hit)
    {
        var captures = hit.GetProperty("debugger").GetProperty("snapshot").GetProperty("captures").GetProperty("return");
        var days = Value(captures.GetProperty("arguments").GetProperty("days"));
        Assert.AreEqual($"after {days} true", hit.GetProperty("message").GetString()!.ToLowerInvariant(), hit.GetRawText());
        Assert.StartsWith($"north after {days} days: 1", Value(captures.GetProperty("locals").GetProperty("text")), hit.GetRawText());
        Assert.AreEqual("north", Value(captures.GetProperty("arguments").GetProperty("this").GetProperty("fields").GetProperty("_name")), hit.GetRawText());
        AssertStack(hit, "NativeConsole.Station.PublishAsync");
    }

    private static void AssertLine(JsonElement hit, bool isNative)
    {
        var number = LineNumber.ToString(CultureInfo.InvariantCulture);
        var captures = hit.GetProperty("debugger").GetProperty("snapshot").GetProperty("captures").GetProperty("lines").GetProperty(number);
        var arguments = captures.GetProperty("arguments");
        var locals = captures.GetProperty("locals");
        var day = int.Parse(Value(arguments.GetProperty("day")), CultureInfo.InvariantCulture);
        Assert.AreEqual("measured 3", hit.GetProperty("message").GetString(), hit.GetRawText());
        Assert.AreEqual("12", Value(locals.GetProperty("hour")), hit.GetRawText());
        Assert.AreEqual((21 + (2 * day)).ToString(CultureInfo.InvariantCulture), Value(locals.GetProperty("sum")), hit.GetRawText());
        var readings = locals.GetProperty("readings");
        Assert.AreEqual(3, readings.GetProperty("size").GetInt32(), hit.GetRawText());
        var third = readings.GetProperty("elements")[2].GetProperty("fields");
        Assert.AreEqual((12 + day).ToString(CultureInfo.InvariantCulture), Value(third.GetProperty("Celsius")), hit.GetRawText());

        // The type has a static constructor, which nothing of ours may run or need.
        var fields = arguments.GetProperty("this").GetProperty("fields");
        var measuredBefore = int.Parse(Value(fields.GetProperty("_days")), CultureInfo.InvariantCulture) - 1;
        Assert.AreEqual(Math.Min(measuredBefore, 3).ToString(CultureInfo.InvariantCulture), Value(fields.GetProperty("_means").GetProperty("fields").GetProperty("_count")), hit.GetRawText());
        var journal = fields.GetProperty("_journal");
        if (isNative)
            Assert.AreEqual("trimmed", journal.GetProperty("notCapturedReason").GetString(), hit.GetRawText());
        else
            Assert.AreNotEqual("", Value(journal.GetProperty("fields").GetProperty("_characters")), hit.GetRawText());
        AssertStack(hit, "NativeConsole.Station.MeasureDay");
    }

    private static void AssertStack(JsonElement hit, string innermost) =>
        Assert.AreEqual(innermost, hit.GetProperty("debugger").GetProperty("snapshot").GetProperty("stack")[0].GetProperty("function").GetString(), hit.GetRawText());

    private static string Value(JsonElement captured) => captured.GetProperty("value").GetString()!;
}
