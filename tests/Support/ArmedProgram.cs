using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Weaver.Configuration;
using Weaver.Debugging;

namespace Weaver.Tests.Support;

/// <summary>A debugger of its own over one woven assembly, armed from a probe file on disk, its events kept in memory.</summary>
internal sealed class ArmedProgram : IDisposable, IProbeEventSink
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly Debugger _debugger;
    private readonly List<JsonElement> _events = [];

    /// <param name="woven">The assembly whose gates may be opened.</param>
    /// <param name="probes">The probe file's text.</param>
    /// <param name="redactedTypes">Patterns of types whose values are not shown.</param>
    public ArmedProgram(WovenAssembly woven, string probes, params string[] redactedTypes)
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
            RedactedTypes = redactedTypes,
            UploadInterval = TimeSpan.FromMilliseconds(20),
        };
        _debugger = new Debugger(settings, TimeProvider.System, module => module == woven.Module);
        _debugger.Start();
    }

    public string ProbeFile => Path.Combine(_folder, "test.probes.json");

    public WeaverStatus Status => _debugger.Status;

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
