using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;
using Weaver.Debugging;
using Weaver.Hooks;
using Weaver.RemoteConfig;

namespace Weaver.Runtime.Tests.Woven;

/// <summary>A debugger over one hand-woven module, with fake time and a receiver that keeps every event.</summary>
internal sealed class DebuggerHost : IProbeEventSink, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly List<(ProbeEventTrack Track, JsonElement Json)> _events = [];
    private readonly SortedDictionary<string, TargetFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<WovenModule> _modules = [];
    private int _version;

    /// <param name="change">Changes the settings.</param>
    /// <param name="manifest">Of the module; null for its own.</param>
    /// <param name="isLoaded">False: the module is registered by <see cref="Load"/>.</param>
    /// <param name="time">Another clock than <see cref="Time"/>.</param>
    public DebuggerHost(Func<Settings, Settings>? change = null, byte[]? manifest = null, bool isLoaded = true, TimeProvider? time = null)
    {
        if (isLoaded)
            Load(manifest);

        var settings = new Settings { Service = "sample", ProbeFiles = [], ContentRoot = AppContext.BaseDirectory, Sinks = [this] };
        Debugger = new Debugger(change?.Invoke(settings) ?? settings, time ?? Time, module => _modules.Contains(module));
        Debugger.Start();
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(50));

    public WovenCode Code { get; private set; } = null!;

    public Debugger Debugger { get; }

    public WeaverStatus Status
    {
        get
        {
            Flush();
            return Debugger.Status;
        }
    }

    /// <summary>Events with or without values, in the order of their hits.</summary>
    public List<JsonElement> Hits => Read(ProbeEventTrack.Logs, ProbeEventTrack.Snapshots);

    /// <summary>Statuses in the order they were reported, as <c>id STATUS</c>.</summary>
    public List<string> Statuses => [.. Read(ProbeEventTrack.Diagnostics).Select(d => d.GetProperty("debugger").GetProperty("diagnostics")).Select(d => d.GetProperty("probeId").GetString() + " " + d.GetProperty("status").GetString())];

    public ProbeStatusEntry Probe(string id) => Status.Probes.Single(p => p.Id == id);

    public void Load(byte[]? manifest = null)
    {
        Code = new WovenCode(manifest);
        _modules.Add(Code.Module);
    }

    /// <summary>Puts one file in the place of its former content and takes the whole set over.</summary>
    public void Apply(string json, string path = "a.probes.json")
    {
        _files[path] = new TargetFile(path, (++_version).ToString(), Encoding.UTF8.GetBytes(json));
        Deliver();
    }

    public void Remove(string path = "a.probes.json")
    {
        _files.Remove(path);
        Deliver();
    }

    public void Write(in ProbeEvent e)
    {
        var json = JsonDocument.Parse(e.Json.ToArray()).RootElement;
        lock (_events)
            _events.Add((e.Track, json));
    }

    public void Flush() => Assert.IsTrue(Debugger.Flush(s_patience), "The debugger must finish its rounds in time.");

    public void Dispose() => Debugger.Dispose();

    /// <summary>A log probe in the wire form: a place, then further fields.</summary>
    public static string LogProbe(string id, string where, string more = "", int version = 0) =>
        $$"""{"id":"{{id}}","version":{{version}},"type":"LOG_PROBE","language":"dotnet","where":{{where}}{{(more.Length == 0 ? "" : "," + more)}}}""";

    public static string Method(string name) => $$"""{"typeName":"Sample.Calculator","methodName":"{{name}}"}""";

    public static string Line(int line) => $$"""{"sourceFile":"src/Sample/Calculator.cs","lines":["{{line}}"]}""";

    private void Deliver() => Debugger.Parts.Adapter.Deliver("test", new ConfigSet([.. _files.Values], []));

    private List<JsonElement> Read(params ProbeEventTrack[] tracks)
    {
        Flush();
        lock (_events)
            return [.. _events.Where(e => tracks.Contains(e.Track)).Select(e => e.Json)];
    }
}
