using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Weaver.Conformance.Tests.Values;
using Weaver.Contract;
using Weaver.Language;
using Weaver.Probes;
using Weaver.RemoteConfig;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Probe documents: reading and resolving them, and what changes of configuration make of the probes that are active.</summary>
internal sealed class ProbesRunner : ICaseRunner
{
    public IEnumerable<JsonElement> ValuesOf(VectorCase vector) => [];

    public IEnumerable<string> TypesOf(VectorCase vector) => [];

    public void Run(VectorCase vector, ClassSet classes, Findings findings)
    {
        vector.AllowKeys("input");
        var input = vector.Json.GetProperty("input");
        switch (vector.Kind)
        {
            case "parse": Parse(vector, input, findings); break;
            case "resolve": Resolve(vector, input, findings); break;
            case "file": ReadFile(vector, input, findings); break;
            case "rcPath": ReadPath(vector, input, findings); break;
            case "sourceFileMatch": MatchSourceFile(vector, input, findings); break;
            case "merge" or "remove" or "filter" or "envFilter": ConfigurationCases.Run(vector, input, findings); break;
            case "events": ConfigurationCases.Events(vector, input, findings); break;
            default: throw new UnsupportedCaseException("the kind '" + vector.Kind + "'");
        }
    }

    private static void Parse(VectorCase vector, JsonElement input, Findings findings)
    {
        vector.Expect.AllowKeys("expect", ["accepted", "model", "reason"]);
        var result = ProbeFileReader.ReadSingle(input.GetRawText());

        // A probe whose expression does not parse is known, too: its status is ERROR.
        var broken = result.Errors.FirstOrDefault(e => e.Code == ProbeErrorCode.InvalidExpression)?.Probe;
        var probe = result.Probes.Count == 0 ? broken : result.Probes[0];
        var reason = string.Join(" ", result.Errors.Select(e => e.Message).Concat(result.Skipped.Select(s => s.Reason)).Append(result.FileError?.Message ?? ""));
        var isAccepted = vector.Expect.GetProperty("accepted").GetBoolean();
        findings.Check((probe is not null) == isAccepted, isAccepted ? "accepted" : "refused", probe is null ? "refused: " + reason : "accepted");
        if (vector.Expect.Text("reason") is { } keywords)
            findings.Check(ExpressionExpectation.Contains(reason, keywords), "a reason with " + keywords, reason);
        if (vector.Expect.Find("model") is { } model && probe is not null)
            ProbeModelMatch.Check(probe, broken is not null, model, findings);
    }

    // In a module that was built from the probe's file, with statements on its first hundred lines.
    private static void Resolve(VectorCase vector, JsonElement input, Findings findings)
    {
        vector.Expect.AllowKeys("expect", ["status", "reason"]);
        var result = ProbeFileReader.ReadSingle(input.GetRawText());
        var (status, reason) = ("Error", result.Errors.Count == 0 ? "" : result.Errors[0].Code.ToString());
        if (result.Probes is [var probe])
        {
            var resolution = new ProbeResolver(SampleModule.StoreFor(probe.Location)).Resolve(probe.Location);
            (status, reason) = resolution.Kind switch
            {
                ResolutionKind.Found => ("Installed", ""),
                ResolutionKind.Pending => ("Received", resolution.Message),
                _ => ("Error", resolution.ErrorType),
            };
        }

        findings.Check(string.Equals(status, vector.Expect.Text("status"), System.StringComparison.OrdinalIgnoreCase), vector.Expect.Text("status") ?? "", status);
        if (vector.Expect.Text("reason") is { } wanted)
            findings.Check(reason == wanted, wanted, reason);
    }

    private static void ReadFile(VectorCase vector, JsonElement input, Findings findings)
    {
        vector.Expect.AllowKeys("expect", ["probes", "log", "metric", "span", "spanDecoration", "trigger", "templates"]);
        input.AllowKeys("the input", ["text", "path", "json"]);
        var texts = input.Find("path") is { } path
            ? [.. new FilePattern(path.GetString()!).Find().Select(System.IO.File.ReadAllText)]
            : new List<string> { input.Text("text") ?? input.GetProperty("json").GetRawText() };
        var probes = texts.SelectMany(t => ProbeFileReader.Read(t).Probes).ToList();
        if (vector.Expect.Find("probes") is { } none)
            findings.Check(none.IsNull() && probes.Count == 0, none.ToString(), probes.Count + " probes");

        foreach (var (key, type) in ConfigurationCases.TypeKeys)
        {
            if (vector.Expect.Find(key) is not null)
                ConfigurationCases.CheckIds(key, vector.Expect.Texts(key), probes.Where(p => p.Type == type).Select(p => p.Id), findings);
        }

        if (vector.Expect.Find("templates") is not null)
            ConfigurationCases.CheckIds("templates", vector.Expect.Texts("templates"), probes.OfType<LogProbe>().Select(p => p.Template), findings);
    }

    private static void ReadPath(VectorCase vector, JsonElement input, Findings findings)
    {
        vector.Expect.AllowKeys("expect", ["isProbe", "probeId", "matches"]);
        var path = ConfigPath.Parse(input.GetString()!);
        if (vector.Expect.Find("isProbe") is { } isProbe)
            findings.Check((path?.ProbeId is not null) == isProbe.GetBoolean(), "a probe: " + isProbe, "probe id " + path?.ProbeId);
        if (vector.Expect.Text("probeId") is { } id)
            findings.Check(path?.ProbeId == id, id, path?.ProbeId ?? "none");
        foreach (var match in vector.Expect.Members("matches"))
            findings.Check((path?.ProbeId == match.Name) == match.Value.GetBoolean(), $"{match.Name}: {match.Value}", "probe id " + path?.ProbeId);
    }

    private static void MatchSourceFile(VectorCase vector, JsonElement input, Findings findings)
    {
        vector.Expect.AllowKeys("expect", ["match", "trailingSegments"]);
        input.AllowKeys("the input", ["documents", "query", "fallback", "minimumTrailingSegments"]);
        var query = input.Text("query")!;
        var best = input.Find("minimumTrailingSegments") is { ValueKind: JsonValueKind.Number } least
            ? SourcePaths.Best(input.Texts("documents"), query, least.GetInt32())
            : SourcePaths.Best(input.Texts("documents"), query);
        var match = best.Count == 1 ? best[0] : null;
        var wanted = vector.Expect.GetProperty("match");
        findings.Check(match == (wanted.IsNull() ? null : wanted.GetString()), wanted.ToString(), best.Count > 1 ? string.Join(" or ", best) : match ?? "none");
        if (vector.Expect.Find("trailingSegments") is { ValueKind: JsonValueKind.Number } segments)
        {
            var common = match is null ? 0 : SourcePaths.CommonSegments(match, query);
            findings.Check(common == segments.GetInt32(), segments + " segments", common + " segments");
        }
    }
}

/// <summary>A woven module as its manifest describes it.</summary>
internal static class SampleModule
{
    private const int Lines = 100;

    public static ManifestStore StoreFor(ProbeLocation location)
    {
        var manifest = new Manifest
        {
            AssemblyName = "Sample",
            HasSymbols = true,
            Documents = [location.SourceFile.Length == 0 ? "/src/Sample.cs" : location.SourceFile],
            Methods =
            [
                new ManifestMethod
                {
                    TypeName = location.TypeName.Length == 0 ? "Sample.Type" : location.TypeName,
                    Name = "Run",
                    Document = 0,
                    Sites = [.. Enumerable.Range(1, Lines).Select(line => new ManifestSite { Line = line, EndLine = line, Column = 1, Offset = line, Live = [] })],
                    ExitLive = [],
                },
            ],
        };
        var store = new ManifestStore(new OneModule(ManifestFormat.Write(manifest)));
        store.Refresh();
        return store;
    }

    private sealed class OneModule(byte[] manifest) : RegisteredModule, IModuleSource
    {
        public override int Id => 0;

        public override string Name => "Sample";

        public override int GateCount => 1;

        public IReadOnlyList<RegisteredModule> Modules => [this];

        public override byte[]? ReadManifest() => manifest;
    }
}
