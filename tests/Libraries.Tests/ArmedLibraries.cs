using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Weaver.Configuration;
using Weaver.Contract;
using Weaver.Debugging;
using Weaver.Hooks;
using Weaver.Tests.Support;

namespace Weaver.Libraries.Tests;

/// <summary>A debugger that has a log probe on every method of the woven libraries, and on every line where symbols are.</summary>
internal sealed class ArmedLibraries : IDisposable, IProbeEventSink
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Debugger _debugger;
    private long _events;

    /// <param name="libraries">Where the gates are.</param>
    /// <param name="snapshots">True to capture every variable at each hit that the limits let pass, else a plain message.</param>
    public ArmedLibraries(WovenLibraries libraries, bool snapshots)
    {
        var modules = new List<WovenModule>();
        foreach (var name in WovenLibraries.Names)
        {
            var module = libraries.ModuleOf(name);
            modules.Add(module);
            File.WriteAllText(Path.Combine(_folder, name + ".probes.json"), EveryProbe.Of(ManifestFormat.Read(module.ReadManifest()!), snapshots).Single());
        }

        var settings = new Settings
        {
            Service = "libraries",
            ContentRoot = _folder,
            ProbeFiles = [Path.Combine(_folder, "*.probes.json")],
            Sinks = [this],
            SnapshotsPerSecond = 2000,
        };
        _debugger = new Debugger(settings, TimeProvider.System, modules.Contains);
        _debugger.Start();
    }

    public WeaverStatus Status => _debugger.Status;

    public long Events => Interlocked.Read(ref _events);

    public void Write(in ProbeEvent e)
    {
        if (e.Track == ProbeEventTrack.Diagnostics)
            return;

        // What comes out must be JSON, whatever went in.
        using var document = JsonDocument.Parse(e.Json.ToArray());
        Interlocked.Increment(ref _events);
    }

    public void Flush() => _debugger.Flush(s_patience);

    public void Dispose()
    {
        _debugger.Stop(s_patience);
        _debugger.Dispose();
        _folder.Dispose();
    }
}
