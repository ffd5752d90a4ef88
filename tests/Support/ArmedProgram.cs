using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Weaver.Configuration;
using Weaver.Debugging;
using Weaver.Probes;
using Weaver.RemoteConfig;

namespace Weaver.Tests.Support;

/// <summary>A debugger of its own over one woven assembly, armed from a probe file on disk, its events kept in memory.</summary>
internal sealed class ArmedProgram : IDisposable, IProbeEventSink
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly Debugger _debugger;
    private readonly List<JsonElement> _events = [];
    private int _version;

    /// <param name="woven">The assembly whose gates may be opened.</param>
    /// <param name="probes">The probe file's text.</param>
    /// <param name="redactedTypes">Patterns of types whose values are not shown.</param>
    public ArmedProgram(WovenAssembly woven, string probes, params string[] redactedTypes)
        : this(woven, probes, settings => settings with { RedactedTypes = redactedTypes })
    {
    }

    /// <param name="woven">The assembly whose gates may be opened.</param>
    /// <param name="probes">The probe file's text.</param>
    /// <param name="change">Changes the settings.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public ArmedProgram(WovenAssembly woven, string probes, Func<Settings, Settings> change, TimeProvider? time = null)
    {
        File.WriteAllText(ProbeFile, probes);

        // The first hit of a process compiles much of the runtime; the limits under test are others.
        var settings = new Settings
        {
            Service = "test",
            ProbeFiles = [ProbeFile],
            ContentRoot = _folder,
            Sinks = [this],
            CaptureTimeout = s_patience,
            EvaluationTimeout = s_patience,
            SnapshotsPerSecond = 1_000_000,
            UploadInterval = TimeSpan.FromMilliseconds(20),
        };
        _debugger = new Debugger(change(settings), time ?? TimeProvider.System, module => module == woven.Module);
        _debugger.Start();
    }

    public string ProbeFile => Path.Combine(_folder, "test.probes.json");

    public ProbeRegistry Registry => _debugger.Parts.Registry;

    public WeaverStatus Status => _debugger.Status;

    /// <summary>What has become of the hits of one probe.</summary>
    public ProbeFigures Figures(string probe) => Registry.Entries.Single(e => e.Id == probe).Figures;

    /// <summary>Puts other probes in the place of those of the file.</summary>
    public void Apply(string probes) => _debugger.Parts.Adapter.Deliver("file", new ConfigSet([new TargetFile(ProbeFile, "later " + ++_version, Encoding.UTF8.GetBytes(probes))], []), ConfigPrecedence.File);

    /// <summary>Everything that was sent so far, statuses not counted, oldest first.</summary>
    public IReadOnlyList<JsonElement> Events()
    {
        _debugger.Flush(s_patience);
        lock (_events)
            return [.. _events];
    }

    /// <summary>The snapshots of one probe.</summary>
    public IReadOnlyList<JsonElement> Snapshots(string probe)
        => [.. Events().Select(e => e.GetProperty("debugger").GetProperty("snapshot")).Where(s => s.GetProperty("probe").GetProperty("id").GetString() == probe)];

    public void Write(in ProbeEvent e)
    {
        if (e.Track == ProbeEventTrack.Diagnostics)
            return;

        lock (_events)
            _events.Add(JsonDocument.Parse(e.Json.ToArray()).RootElement.Clone());
    }

    public void Dispose()
    {
        _debugger.Stop(s_patience);
        _debugger.Dispose();
        _folder.Dispose();
    }
}
