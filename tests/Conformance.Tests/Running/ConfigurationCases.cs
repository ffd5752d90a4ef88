using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using Weaver.Common;
using Weaver.Configuration;
using Weaver.Debugging;
using Weaver.Language;
using Weaver.Probes;
using Weaver.RemoteConfig;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Cases about sets of probes: which of them are active after files and remote configuration came, went, or were meant for others.</summary>
internal static class ConfigurationCases
{
    /// <summary>The words of the vectors for the types of probes.</summary>
    public static readonly (string Key, ProbeType Type)[] TypeKeys =
    [
        ("log", ProbeType.Log), ("metric", ProbeType.Metric), ("span", ProbeType.Span), ("spanDecoration", ProbeType.SpanDecoration), ("trigger", ProbeType.Trigger),
    ];

    public static void Run(VectorCase vector, JsonElement input, Findings findings)
    {
        input.AllowKeys("the input", ["file", "remote", "log", "metric", "span", "spanDecoration", "trigger", "serviceConfig", "remove", "removeServiceConfig", "maxProbesPerType", "probes", "env", "version"]);
        vector.Expect.AllowKeys("expect", ["ids", "log", "metric", "span", "spanDecoration", "trigger", "serviceConfig"]);
        var configuration = new ActiveProbes(input);
        configuration.Deliver("file", input.Texts("file").Select(id => Document(ProbeType.Log, id)));
        configuration.Deliver("remote", Documents(input, []));
        if (input.Find("remove") is not null || input.Flag("removeServiceConfig"))
            configuration.Deliver("remote", Documents(input, input.Texts("remove"), input.Flag("removeServiceConfig")));

        if (vector.Expect.Find("ids") is not null)
            CheckIds("ids", vector.Expect.Texts("ids"), configuration.Active.Select(p => p.Id), findings);
        foreach (var (key, type) in TypeKeys)
        {
            if (vector.Expect.Find(key) is not null)
                CheckIds(key, vector.Expect.Texts(key), configuration.Active.Where(p => p.Type == type).Select(p => p.Id), findings);
        }

        if (vector.Expect.Find("serviceConfig") is { } wanted)
            findings.Check(wanted.IsNull() != configuration.HasServiceConfiguration, "service configuration " + wanted, "service configuration " + configuration.HasServiceConfiguration);
    }

    /// <summary>Successive contents of one configuration: what is removed, changed and new, in this order.</summary>
    public static void Events(VectorCase vector, JsonElement input, Findings findings)
    {
        vector.Expect.AllowKeys("expect", ["events"]);
        var events = new List<string>();
        var before = WantedProbes.None;
        foreach (var content in input.EnumerateArray())
        {
            var after = new WantedProbes();
            foreach (var probe in content.EnumerateObject())
                after.Probes.Add(probe.Name, ProbeFileReader.ReadSingle(Document(ProbeType.Log, probe.Name, version: probe.Value.GetInt32())).Probes[0]);

            var changes = ProbeChanges.Between(before, after);
            Note("DELETED", changes.Removed);
            Note("MODIFIED", [.. changes.Changed.Select(p => p.Id)]);
            Note("NEW", [.. changes.Added.Select(p => p.Id)]);
            before = after;
        }

        var wanted = vector.Expect.GetProperty("events").EnumerateArray().Select(e => e[0] + " " + e[1]);
        findings.Check(wanted.SequenceEqual(events), string.Join("; ", wanted), string.Join("; ", events));

        void Note(string kind, IReadOnlyList<string> ids)
        {
            if (ids.Count != 0)
                events.Add(kind + " " + string.Join(",", ids));
        }
    }

    public static void CheckIds(string what, IEnumerable<string> wanted, IEnumerable<string> actual, Findings findings)
    {
        var (expected, came) = (wanted.Order(StringComparer.Ordinal).ToList(), actual.Order(StringComparer.Ordinal).ToList());
        findings.Check(expected.SequenceEqual(came), what + " " + string.Join(",", expected), what + " " + string.Join(",", came));
    }

    private static IEnumerable<(string Path, string Json)> Documents(JsonElement input, IReadOnlyList<string> removed, bool withoutService = false)
    {
        foreach (var (key, type) in TypeKeys)
        {
            foreach (var id in input.Texts(key).Where(id => !removed.Contains(id)))
                yield return (key + "Probe_" + id, Document(type, id));
        }

        foreach (var id in input.Texts("remote").Where(id => !removed.Contains(id)))
            yield return ("logProbe_" + id, Document(ProbeType.Log, id));

        foreach (var probe in input.Items("probes"))
        {
            probe.AllowKeys("a probe", ["id", "language", "tags"]);
            var id = probe.Text("id")!;
            yield return ("logProbe_" + id, Document(ProbeType.Log, id, probe.Text("language") ?? "dotnet", [.. probe.Members("tags").Select(t => t.Name + ":" + t.Value)]));
        }

        if (input.Flag("serviceConfig") && !withoutService)
            yield return ("serviceConfig_service", """{"id":"service","type":"SERVICE_CONFIGURATION","language":"dotnet","sampling":{"snapshotsPerSecond":42}}""");
    }

    private static string Document(ProbeType type, string id, string language = "dotnet", string[]? tags = null, int version = 0)
    {
        var (name, content) = type switch
        {
            ProbeType.Metric => ("METRIC_PROBE", ",\"kind\":\"COUNT\",\"metricName\":\"hits\""),
            ProbeType.Span => ("SPAN_PROBE", ""),
            ProbeType.SpanDecoration => ("SPAN_DECORATION_PROBE", ",\"targetSpan\":\"ACTIVE\",\"decorations\":[{\"tags\":[{\"name\":\"t\",\"value\":{\"segments\":[{\"str\":\"x\"}]}}]}]"),
            ProbeType.Trigger => ("TRIGGER_PROBE", ",\"session_id\":\"s\",\"level\":1"),
            _ => ("LOG_PROBE", ""),
        };
        return $$"""{"id":{{JsonSerializer.Serialize(id)}},"version":{{version.ToString(CultureInfo.InvariantCulture)}},"type":"{{name}}","language":"{{language}}","tags":{{JsonSerializer.Serialize(tags ?? [])}},"where":{"typeName":"Sample.Type","methodName":"Run"}{{content}}}""";
    }

    private static void Deliver(this ActiveProbes configuration, string source, IEnumerable<string> documents) =>
        configuration.Deliver(source, documents.Select((d, i) => (source + i.ToString(CultureInfo.InvariantCulture), d)));
}

/// <summary>The part that turns configuration into probes, over a registry that installs nowhere.</summary>
internal sealed class ActiveProbes
{
    private readonly ProbeRegistry _registry;
    private readonly ProbeRemoteConfigAdapter _adapter;
    private int _version;

    public ActiveProbes(JsonElement input)
    {
        var settings = new Settings
        {
            Environment = input.Text("env"),
            Version = input.Text("version"),
            MaxProbesPerType = input.Find("maxProbesPerType") is { ValueKind: JsonValueKind.Number } most ? most.GetInt32() : 0,
        };
        var nowhere = new Nowhere();
        _registry = new ProbeRegistry(new ManifestStore(nowhere), nowhere, nowhere, new Clock(TimeProvider.System), static () => { });
        _adapter = new ProbeRemoteConfigAdapter(_registry, settings, new Counters(), configuration => HasServiceConfiguration = configuration is not null);
    }

    public IEnumerable<Probe> Active => _registry.Entries.Select(e => e.Probe).OfType<Probe>().Where(p => p.Type != ProbeType.ServiceConfiguration);

    public bool HasServiceConfiguration { get; private set; }

    public void Deliver(string source, IEnumerable<(string Path, string Json)> documents)
    {
        var files = documents.Select(d => new TargetFile(d.Path, (++_version).ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes("[" + d.Json + "]"))).OrderBy(f => f.Path, StringComparer.Ordinal);
        _adapter.Deliver(source, new ConfigSet([.. files], []), source == "file" ? ConfigPrecedence.File : ConfigPrecedence.Agent);
    }

    private sealed class Nowhere : IModuleSource, IProbeInstaller, IProbeStatusSink
    {
        public IReadOnlyList<RegisteredModule> Modules => [];

        public bool IsClosed => false;

        public InstallResult Install(ProbeEntry entry, Probe probe, IReadOnlyList<ProbeTarget> targets) => new(ProbeStatus.Installed, "");

        public void Uninstall(string probeId)
        {
        }

        public void Report(ProbeEntry entry)
        {
        }
    }
}
