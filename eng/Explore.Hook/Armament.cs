using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using Weaver.Configuration;
using Weaver.Contract;
using Weaver.Debugging;
using Weaver.Hooks;
using Weaver.RemoteConfig;
using Weaver.Tests.Support;

namespace Weaver.Explore.Hook;

/// <summary>A debugger with a log probe on every method and every line of each woven assembly, from the moment it is loaded.</summary>
internal sealed class Armament : IProbeEventSink, IDisposable
{
    // Keeps each file below the size that the reader takes, whatever the names are like.
    private const int ProbesInFile = 4000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly bool _snapshots;
    private readonly Debugger _debugger;
    private readonly Lock _lock = new();
    private readonly Queue<WovenModule> _waiting = [];
    private readonly List<TargetFile> _files = [];
    private bool _arming;
    private long _events;
    private TimeSpan _time;

    /// <param name="snapshots">True to capture every variable, false for a plain message.</param>
    public Armament(bool snapshots)
    {
        _snapshots = snapshots;
        var settings = new Settings { Service = "explore", ContentRoot = Path.GetTempPath(), ProbeFiles = [], Sinks = [this], SnapshotsPerSecond = 2000 };
        _debugger = new Debugger(settings, TimeProvider.System);
        _debugger.Start();
    }

    /// <summary>Returns when the probes are installed.</summary>
    public void Arm(WovenModule module)
    {
        lock (_lock)
        {
            // Arming may itself load woven assemblies; they wait until this one is done.
            _waiting.Enqueue(module);
            if (_arming)
                return;

            _arming = true;
            try
            {
                while (_waiting.TryDequeue(out var next))
                    ArmNow(next);
            }
            finally
            {
                _arming = false;
            }
        }
    }

    public void Write(in ProbeEvent e)
    {
        if (e.Track == ProbeEventTrack.Diagnostics)
            return;

        // What comes out must be JSON, whatever went in; what is not ends in the counter of failed sinks.
        using var document = JsonDocument.Parse(e.Json.ToArray());
        Interlocked.Increment(ref _events);
    }

    /// <summary>Ends the debugger and hands over what it has counted.</summary>
    public void Stop(Counts counts)
    {
        _debugger.Flush(s_patience);
        var status = _debugger.Status;
        _debugger.Stop(s_patience);
        Dispose();
        counts.Probes = status.Probes.Count;
        counts.Hits = status.Hits;
        counts.ArmingMs = (long)_time.TotalMilliseconds;
        counts.Captured = status.Captured;
        counts.Events = Interlocked.Read(ref _events);
        foreach (var (reason, number) in status.Dropped)
            counts.AddDropped(reason, number);

        foreach (var error in status.Files.SelectMany(f => f.Errors))
            counts.AddError(error);
        foreach (var probe in status.Probes.Where(p => p.Status == "ERROR"))
            counts.AddError(probe.Id + ": " + probe.Message);
        foreach (var module in status.Modules.Where(m => m.Error is not null))
            counts.AddError(module.Name + ": " + module.Error);
    }

    public void Dispose() => _debugger.Dispose();

    private void ArmNow(WovenModule module)
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var text in EveryProbe.Of(ManifestFormat.Read(module.ReadManifest()!), _snapshots, ProbesInFile))
            _files.Add(new TargetFile($"{module.Id}-{module.Name}-{_files.Count}", "1", Encoding.UTF8.GetBytes(text)));

        _debugger.Parts.Adapter.Deliver("explore", new ConfigSet([.. _files], []));
        _time += TimeProvider.System.GetElapsedTime(began);
    }
}
