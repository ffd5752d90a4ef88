using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Weaver.Configuration;
using Weaver.Debugging;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.RemoteConfig;

/// <summary>A woven program whose probes come from a test agent and whose events go there, under fake time.</summary>
internal sealed class RemoteProgram : IDisposable
{
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private const string Events = "/debugger/v2/input";
    private const string Diagnostics = "/debugger/v1/diagnostics";

    private const string Source = """
        namespace Shop
        {
            public static class Cart
            {
                public static int Add(int a, string label)
                {
                    var sum = a + label.Length;
                    return sum;
                }
            }
        }
        """;

    private static readonly Lazy<WovenAssembly> s_woven = new(static () => WovenAssembly.Compile(Source, CompileMode.Debug, name: "Cart"));

    /// <param name="change">Changes the settings.</param>
    /// <param name="prepare">Has the agent ready before the program asks it for the first time.</param>
    public RemoteProgram(Func<Settings, Settings>? change = null, Action<FakeAgent>? prepare = null)
    {
        prepare?.Invoke(Agent);
        var woven = Woven.Module;
        var settings = new Settings
        {
            Service = "shop",
            Environment = "test",
            ProbeFiles = [],
            ContentRoot = AppContext.BaseDirectory,
            AgentUrl = Agent.Url,
            RemoteConfigEnabled = true,
            RemoteConfigInterval = PollInterval,
            UploadInterval = FlushInterval,
            CaptureTimeout = TimeSpan.FromSeconds(20),
            SnapshotsPerSecond = 10_000,
        };
        Debugger = new Debugger(change?.Invoke(settings) ?? settings, Time, module => module == woven || module.Assembly?.GetName().Name == "Late");
        Debugger.Start();
        Wait.Until(() => Polls > 0, "the agent is asked for the first time");
    }

    public FakeAgent Agent { get; } = new() { Endpoints = ["v0.7/config", "debugger/v1/diagnostics", "debugger/v2/input"] };

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(50));

    public Debugger Debugger { get; }

    public static WovenAssembly Woven => s_woven.Value;

    public int Polls => Agent.CountOf(AgentConfig.Path);

    public int OpenGates => Debugger.Status.OpenGates;

    /// <summary>Snapshots and messages that the agent has got.</summary>
    public IReadOnlyList<JsonElement> Hits => Agent.EventsAt(Events);

    /// <summary>Statuses that the agent has got, as <c>id STATUS</c>.</summary>
    public List<string> Statuses =>
        [.. Agent.EventsAt(Diagnostics).Select(e => e.At("debugger/diagnostics")).Select(d => d.GetProperty("probeId").GetString() + " " + d.GetProperty("status").GetString())];

    public ProbeStatusEntry Probe(string id) => Debugger.Status.Probes.Single(p => p.Id == id);

    /// <summary>Calls the program in a moment of its own, so that no rate refuses the hit.</summary>
    public int AddLater(int a, string label)
    {
        Time.Advance(TimeSpan.FromMilliseconds(1));
        return Add(a, label);
    }

    public static int Add(int a, string label) => (int)Woven.Call("Shop.Cart", "Add", a, label)!;

    /// <summary>Lets one poll pass: the state that its request reports.</summary>
    public JsonNode Poll()
    {
        var before = Polls;
        Time.Advance(PollInterval);
        Wait.Until(() => Polls > before, "the agent is asked again");
        return JsonNode.Parse(Agent.Requests.Last(r => r.Path == AgentConfig.Path).Body)!["client"]!["state"]!;
    }

    /// <summary>Lets the present configuration arrive: the state that is reported once it has.</summary>
    public JsonNode Settle()
    {
        Poll();
        return Poll();
    }

    /// <summary>Has everything delivered that waits.</summary>
    public void Flush() => Debugger.Flush(TimeSpan.FromSeconds(20));

    public static string Path(string id) => AgentConfig.PathOf("logProbe_" + id);

    public static string LogProbe(string id, int version = 0, string more = "", string where = """{"typeName":"Shop.Cart","methodName":"Add"}""", string language = "dotnet") =>
        $$"""{"id":"{{id}}","version":{{version}},"type":"LOG_PROBE","language":"{{language}}","captureSnapshot":true,"sampling":{"snapshotsPerSecond":10000},"where":{{where}}{{more}}}""";

    public void Dispose()
    {
        Debugger.Dispose();
        Agent.Dispose();
    }
}
